import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { barsWords, involvementOf, ledeWords, meetingsOf, mondayOf, stripWords, sumsOf, weeksOf } = await at("strip.js");
const { openStore } = await at("store.js");
const { memoryShelf } = await at("shelf-memory.js");
const { newId } = await at("uuid7.js");

const cipher = { seal: async (value) => value, open: async (value) => value };
const ON = "2026-11-25"; // a Wednesday

async function storeOf(...entries) {
  const store = await openStore(memoryShelf(), { cipher, newId, now: Date.now });
  for (const [kind, body] of entries) await store.write(kind, body);
  return store;
}
const dayOf = (weeks, day) => weeks.flatMap((week) => week.days).find((one) => one.day === day);

test("weeks begin on Monday, end with this one, and are as many as asked for", async () => {
  assert.equal(mondayOf("2026-11-23"), "2026-11-23");
  assert.equal(mondayOf("2026-11-29"), "2026-11-23");
  assert.equal(mondayOf("2023-12-31"), "2023-12-25");
  const weeks = weeksOf(await storeOf(), ON);
  assert.deepEqual([weeks.length, weeks[0].monday, weeks.at(-1).monday], [10, "2026-09-21", "2026-11-23"]);
  assert.deepEqual(weeks.map((week) => week.isNow).filter(Boolean).length, 1);
  assert.equal(dayOf(weeks, ON).isToday, true);
});

test("a day nobody said anything about is unknown, and one to come is ahead", async () => {
  const weeks = weeksOf(await storeOf(["checkin", { on: "2026-11-24", use: "not_said" }]), ON);
  assert.deepEqual(sumsOf(weeks), { abstinent: 0, used: 0, unknown: 66, meetings: 0 });
  assert.equal(dayOf(weeks, "2026-11-24").state, "unknown");
  assert.equal(dayOf(weeks, "2026-11-26").state, "ahead");
});

test("a use goes before a check-in that says otherwise, medicine as prescribed does not", async () => {
  const no = (on) => ["checkin", { on, use: "no" }];
  const weeks = weeksOf(await storeOf(
    no("2026-11-20"), no("2026-11-21"), no("2026-11-22"), ["checkin", { on: "2026-11-22", use: "yes" }],
    ["use", { on: "2026-11-21", what: "alcohol" }], ["use", { on: "2026-11-20", what: "sedatives", as_prescribed: true }],
    ["checkin", { on: "2026-11-19", use: "yes" }], no("2026-11-19"),
  ), ON);
  const states = ["19", "20", "21", "22"].map((day) => dayOf(weeks, `2026-11-${day}`).state);
  assert.deepEqual(states, ["used", "abstinent", "used", "used"]);
});

test("a meeting that two phones tell otherwise is one meeting, and a removed one is none", async () => {
  const store = await storeOf(["meeting", { on: "2026-11-23", name: "Lights" }], ["meeting", { on: "2026-11-23" }]);
  const [first, second] = store.records("meeting");
  await store.receive([{ id: newId(), record: first.id, kind: "meeting", parents: [], made_at: "2026-11-23T01:00:00Z", body: { on: "2026-11-23", name: "Lamp" } }], 1);
  assert.equal(weeksOf(store, ON).at(-1).meetings, 2);
  await store.remove(second.id);
  assert.equal(weeksOf(store, ON).at(-1).meetings, 1);
  assert.equal(meetingsOf(store).length, 1);
});

test("the drawings say their finding in a sentence", async () => {
  const weeks = weeksOf(await storeOf(["checkin", { on: "2026-11-24", use: "no" }], ["meeting", { on: "2026-11-24" }], ["meeting", { on: "2026-11-17" }]), ON);
  assert.equal(stripWords(weeks), "Calendar of 10 weeks: 1 abstinent day, 0 days of use, 65 not known, and 2 meetings. The table below has each week.");
  assert.equal(barsWords(weeks), "Meetings each week: 0, 0, 0, 0, 0, 0, 0, 0, 1, and 1 so far this week.");
  assert.deepEqual(ledeWords(weeks), ["1 abstinent day", "2 meetings"]);
});

test("taking part is more than being there", () => {
  assert.deepEqual(involvementOf([{ on: ON }]), []);
  assert.deepEqual(involvementOf([
    { deeds: ["spoke", "talked_after"] }, { talked_with: 2, numbers: 0 }, { numbers: 1, service: "chairs", deeds: [] }, { talked_with: 0 },
  ]), [["Talked with people", "at 2 meetings"], ["Spoke", "at 1 meeting"], ["Got a number", "at 1 meeting"], ["Helped out", "at 1 meeting"]]);
});
