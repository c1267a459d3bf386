import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { choicesIn, countWords, endWords, leftWords, lineOnToday, lineWords, problemWithDate, told } = await at("counting.js");
const { choose, settingOf } = await at("settings.js");
const { openStore } = await at("store.js");
const { memoryShelf } = await at("shelf-memory.js");
const { newId } = await at("uuid7.js");
const { dayOf, dayWords } = await at("days.js");

const rule = (more) => ({ model: "fixed", resets: ["alcohol"], wider: null, units: ["sober"], day_count: "shown", ...more });
const RULES = {
  fellowships: {
    aa: rule({ name: "AA" }),
    ma: rule({ name: "MA", resets: ["cannabis"], wider: ["alcohol", "cannabis"], units: ["sober", "clean"] }),
    oa: rule({ name: "OA", resets: ["plan_breach"], day_count: "ask" }),
    eda: rule({ name: "EDA", model: "milestones", resets: [], units: [] }),
  },
  substances: { alcohol: { name: "Alcohol" }, cannabis: { name: "Cannabis", can_be_prescribed: true } },
  behaviors: { plan_breach: "Eating outside my plan", own_line: "A line of my own" },
  milestones: { days: [30], months: [] },
};
const cipher = { seal: async (value) => value, open: async (value) => value };
const dated = (more) => ({ fellowship: "aa", definition: "fellowship", first_on: "2026-09-01", unit: "sober", ...more });

async function appWith(...entries) {
  const store = await openStore(memoryShelf(), { cipher, newId, now: Date.now });
  for (const [kind, body] of entries) await store.write(kind, body);
  return { store, documents: { read: () => RULES } };
}
const lineOf = async (on, ...entries) => told(await appWith(...entries), on).lines[0];

test("the count says days had, and a return to use takes none of them away", async () => {
  const date = ["date", dated({})];
  const use = (again) => ["use", { on: "2026-10-06", what: "alcohol", again_on: again }];
  assert.deepEqual(countWords(await lineOf("2026-09-02", date)), { count: 1, words: "day sober in a row", more: `Since ${dayWords("2026-09-01")}` });
  assert.equal(countWords(await lineOf("2026-09-01", date)).words, "Day one");
  assert.deepEqual(countWords(await lineOf("2026-10-10", date, use(null))), { count: 35, words: "days sober had in all", more: "All of them stay yours" });
  assert.equal(countWords(await lineOf("2026-10-07", date, use("2026-10-07"))).more, "Counting again since today");
  const again = countWords(await lineOf("2026-10-17", date, use("2026-10-07")));
  assert.deepEqual([again.count, again.words], [10, "days sober in a row"]);
  assert.match(again.more, /45 days in all$/);
  assert.equal(countWords(await lineOf("2026-09-05", ["date", dated({})], ["use", { on: "2026-09-01", what: "alcohol" }])).words, "No count runs now");
});

test("why a run ended, and why another did not, in plain words", async () => {
  const app = await appWith(["date", dated({})], ["date", dated({ fellowship: "ma", unit: "clean" })], ["use", { on: "2026-10-06", what: "alcohol" }]);
  const found = told(app, "2026-10-10");
  const [aa, ma] = found.lines;
  assert.equal(endWords(aa.runs[0].run, found.rulings, found.uses, aa, RULES), "You wrote down a return to use: Alcohol. AA counts it.");
  const left = found.rulings.find((one) => one.fellowship === "ma");
  assert.equal(leftWords(left, found.uses, ma, RULES), `${dayWords("2026-10-06")}: Alcohol does not end it. MA does not count it.`);
  assert.equal(endWords({ closedBy: "new_date" }, [], new Map(), aa, RULES), "You set a new date.");
});

test("Today shows the line that was chosen, the first with a count, or none", async () => {
  const app = await appWith(["date", dated({ shows_count: false })], ["date", dated({ fellowship: "ma" })], ["date", dated({ fellowship: "oa" })]);
  const shown = () => lineOnToday(app, told(app, "2026-10-10"))?.fellowship ?? null;
  assert.equal(shown(), "ma");
  await choose(app.store, "on-today", "oa fellowship");
  assert.equal(shown(), "oa");
  await choose(app.store, "on-today", "none");
  assert.equal(shown(), null);
});

test("a setting begun on two phones is shown with both, and settled in each", async () => {
  const { store } = await appWith(["setting", { name: "x", value: 1 }], ["setting", { name: "x", value: 2 }]);
  assert.deepEqual(settingOf(store, "x").said.sort(), [1, 2]);
  await choose(store, "x", 3);
  const { records, said, value } = settingOf(store, "x");
  assert.deepEqual([records.length, said, value], [2, [3], 3]);
  assert.ok(records.every(({ isConflict }) => !isConflict));
  assert.equal(settingOf(store, "y").value, undefined);
});

test("a fellowship says what can be chosen there", () => {
  assert.deepEqual(choicesIn("", RULES), { definitions: ["own"], units: ["abstinent"], showsCount: true });
  assert.deepEqual(choicesIn("ma", RULES).definitions, ["fellowship", "wider", "own"]);
  assert.deepEqual(choicesIn("eda", RULES).definitions, ["milestone"]);
  assert.equal(choicesIn("oa", RULES).showsCount, false);
  assert.equal(lineWords({ fellowship: "ma", definition: "wider", words: "" }, RULES), "MA, as my group counts");
  assert.equal(lineWords({ fellowship: null, definition: newId(), words: "no pills" }, RULES), "no pills");
});

test("a date that makes no sense is said in words", () => {
  assert.equal(problemWithDate(dated({}), RULES), "");
  assert.equal(problemWithDate(dated({ first_on: "" }), RULES), "Choose a day.");
  assert.match(problemWithDate(dated({ first_on: "0206-01-01" }), RULES), /Check the year/);
  assert.match(problemWithDate(dated({ ended_on: "2026-08-01" }), RULES), /end is before/);
  assert.match(problemWithDate(dated({ definition: newId(), fellowship: null }), RULES), /own words/);
});

test("a day is that of the calendar where the phone is", () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  assert.equal(dayWords("2025-10-07", "2026-11-27"), "October 7, 2025");
  assert.equal(dayWords("2026-10-07", "2026-11-27"), "October 7");
});
