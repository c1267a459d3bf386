import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { suggestions } = await at("suggestions.js");
const { seenOfCheckIn, seenOfMeeting, seenOfUse } = await at("shared-parts.js");
const { tell } = await at("sobriety.js");
const { againOf, effectOf, lastSaid, ownLines, problemWith, useFrom } = await at("uses.js");
const { byDay, earlier, stateOf } = await at("entry-desk.js");
const { chosen } = await at("sharing.js");
const { dayOf } = await at("days.js");
const { isInWeek, recentDay } = await at("own-days.js");
const { newId } = await at("uuid7.js");
const { openStore } = await at("store.js");
const { memoryShelf } = await at("shelf-memory.js");

const cipher = { seal: async (value) => value, open: async (value) => value };
const RULES = {
  fellowships: { aa: { model: "fixed", resets: ["alcohol"], wider: null } },
  substances: {
    alcohol: { name: "Alcohol", can_be_prescribed: false }, opioids: { name: "Opioids", can_be_prescribed: true },
  },
  behaviors: { bet: "A bet", own_line: "A line of my own" },
  milestones: { days: [1], months: [] },
};

// A store whose clock is set by hand.
async function opened() {
  const clock = { now: Date.parse("2026-11-01T12:00:00Z") };
  const store = await openStore(memoryShelf(), { cipher, newId: () => newId(clock.now), now: () => clock.now });
  const logAt = (when, body) => {
    clock.now = when.getTime();
    return store.write("meeting", { on: dayOf(when), ...body });
  };
  return { store, clock, logAt };
}
const names = (found) => found.map(({ body }) => body.name);

test("the meeting of this weekday and hour is suggested first", async () => {
  const { store, logAt } = await opened();
  await logAt(new Date(2026, 10, 16, 12, 30), { name: "Noon Hour", mode: "in_person" });
  await logAt(new Date(2026, 10, 16, 20, 0), { name: "Basement Lights", fellowship: "aa", note: "mine" });
  await logAt(new Date(2026, 10, 22, 20, 0), { name: "Sunday Steps" });
  const monday = new Date(2026, 10, 23, 20, 30);
  const found = suggestions({ store }, monday);
  assert.equal(found[0].body.name, "Basement Lights");
  assert.equal(found[0].last, "2026-11-16");
  assert.deepEqual(found[0].body, { name: "Basement Lights", fellowship: "aa", on: "2026-11-23" });
  assert.deepEqual(names(suggestions({ store }, new Date(2026, 10, 23, 12, 0)))[0], "Noon Hour");
});

test("what is logged for today, removed, nameless or long ago is not suggested", async () => {
  const { store, logAt } = await opened();
  const today = new Date(2026, 10, 23, 20, 0);
  await logAt(new Date(2026, 5, 1, 20, 0), { name: "Long ago" });
  await logAt(new Date(2026, 10, 16, 20, 0), { name: "Again today" });
  await logAt(new Date(2026, 10, 17, 20, 0), { fellowship: "aa" });
  const { record } = await logAt(new Date(2026, 10, 18, 20, 0), { name: "Removed" });
  await store.remove(record);
  assert.deepEqual(names(suggestions({ store }, today)), ["Again today"]);
  await logAt(today, { name: "again today" });
  assert.deepEqual(suggestions({ store }, today), []);
});

test("at most four are suggested, one for each meeting", async () => {
  const { store, logAt } = await opened();
  for (const day of [10, 11, 12, 13, 14, 15]) await logAt(new Date(2026, 10, day, 20), { name: `M${day}` });
  await logAt(new Date(2026, 10, 16, 20), { name: "M15" });
  const found = names(suggestions({ store }, new Date(2026, 10, 20, 20)));
  assert.equal(found.length, 4);
  assert.equal(new Set(found).size, 4);
});

test("what the program sees is said as it was chosen, and what two phones agree on", async () => {
  const { store } = await opened();
  assert.match(seenOfMeeting(store), /sees that you went, and on which day\. Nothing else/);
  assert.equal(seenOfCheckIn(store), "No program sees this.");
  assert.equal(seenOfMeeting(store, []), "No program sees this.");
  assert.equal(seenOfMeeting(store, ["meeting-name"]), "No program sees this.");
  assert.match(seenOfMeeting(store, ["meetings", "meeting-name"]), /day and which meeting it was\./);
  const { record, id } = await store.write("setting", { name: "shared", value: ["use", "urge"] });
  assert.match(seenOfCheckIn(store), /whether you used, and what and your urge\./);
  assert.match(seenOfUse(store), /what you used/);
  assert.equal(seenOfMeeting(store), "No program sees this.");
  const other = { id: newId(), record, kind: "setting", parents: [], made_at: "2026-11-01T00:00:00Z", body: { name: "shared", value: ["use"] } };
  await store.receive([{ ...other, number: 1 }], 1);
  assert.equal(store.record(record).heads.length, 2, id);
  assert.deepEqual(chosen(store).parts, ["use"]);
});

test("what they agreed to have told is said beside Save", async () => {
  const { store } = await opened();
  await store.write("setting", { name: "tell", value: { use: true, urge: false } });
  assert.equal(seenOfUse(store), "You agreed beforehand that your program is told of a return to use.");
  assert.equal(seenOfCheckIn(store), seenOfUse(store));
  assert.doesNotMatch(seenOfMeeting(store), /agreed/);
  await store.write("setting", { name: "tell", value: { use: true, urge: true } }, { record: store.records("setting")[0].id });
  assert.match(seenOfCheckIn(store), /a return to use and a very strong urge\./);
});

test("a use counts again from the day after unless they say otherwise", () => {
  const said = { on: "2026-11-30", what: "alcohol" };
  assert.deepEqual(useFrom(said, RULES), { on: "2026-11-30", what: "alcohol", again_on: "2026-12-01" });
  assert.equal(useFrom({ ...said, again: "same" }, RULES).again_on, "2026-11-30");
  assert.equal(useFrom({ ...said, again: "not" }, RULES).again_on, null);
  for (const again of ["after", "same", "not"]) assert.equal(againOf(useFrom({ ...said, again }, RULES)), again);
  const taken = useFrom({ on: "2026-11-30", what: "opioids", prescribed: "yes" }, RULES);
  assert.deepEqual(taken, { on: "2026-11-30", what: "opioids", as_prescribed: true, again_on: null });
  assert.ok(!("as_prescribed" in useFrom({ ...said, prescribed: "yes" }, RULES)), "alcohol is not prescribed");
});

test("what does not fit a use is said in words", () => {
  const today = "2026-11-30";
  const check = (said) => problemWith(useFrom(said, RULES), RULES, today);
  assert.equal(check({ on: today, what: "alcohol" }), "");
  assert.match(check({ what: "alcohol" }), /which day/);
  assert.match(check({ on: "2026-12-01", what: "alcohol" }), /lies ahead/);
  assert.match(check({ on: today }), /what it was/);
  assert.match(check({ on: "1026-11-30", what: "alcohol" }), /Check the year/);
  assert.match(check({ on: today, what: "own_line" }), /which of your own lines/);
  assert.equal(check({ on: today, what: "own_line", of: [newId()] }), "");
});

test("a check-in that says used begins the form, until it is written down", async () => {
  const { store } = await opened();
  assert.equal(lastSaid(store, "2026-11-20"), null);
  await store.write("checkin", { on: "2026-11-19", use: "yes", what: ["alcohol"] });
  assert.deepEqual(lastSaid(store, "2026-11-20"), { on: "2026-11-19", what: "alcohol" });
  assert.equal(lastSaid(store, "2026-11-21"), null);
  await store.write("use", { on: "2026-11-19", what: "alcohol" });
  assert.equal(lastSaid(store, "2026-11-20"), null);
});

test("a use ends the dates it is named for, and the others go on", async () => {
  const { store } = await opened();
  const date = { first_on: "2026-11-01", unit: "sober" };
  await store.write("date", { ...date, fellowship: "aa", definition: "fellowship" });
  await store.write("date", { ...date, fellowship: null, definition: newId(), words: "Bets", counts: ["bet"] });
  await store.write("date", { ...date, first_on: "2026-11-25", fellowship: null, definition: newId(), words: "Later", counts: ["alcohol"] });
  const { record } = await store.write("use", { on: "2026-11-20", what: "alcohol", again_on: null });
  const standing = tell([...store.versions("date"), ...store.versions("use")], RULES, "2026-11-27");
  const { ended, goingOn } = effectOf(record, standing);
  assert.deepEqual([ended.map((one) => one.fellowship), goingOn.map((one) => one.words)], [["aa"], ["Bets"]]);
});

test("only definitions of one's own can be crossed", () => {
  const id = newId();
  assert.deepEqual(ownLines([{ definition: "fellowship", words: "" }, { definition: id, words: "Pills" }]), [[id, "Pills"]]);
});

test("corrections keep what was said before, and each says where it is", async () => {
  const { store } = await opened();
  const first = await store.write("meeting", { on: "2026-11-19", name: "Noon" });
  await store.write("meeting", { on: "2026-11-20", name: "Evening" });
  await store.write("meeting", { on: "2026-11-19", name: "Noon Hour" }, { record: first.record });
  const record = store.record(first.record);
  assert.deepEqual(earlier(store, record).map(({ body }) => body.name), ["Noon"]);
  assert.equal(store.versions("meeting").length, 3);
  assert.deepEqual(store.versions("use"), []);
  assert.deepEqual(byDay(store, "meeting").map(({ body }) => body.name), ["Evening", "Noon Hour"]);
  assert.equal(stateOf(store, record), "waiting");
  await store.refuse([{ id: record.heads[0].id, code: "not_valid", words: "No." }]);
  assert.equal(stateOf(store, store.record(first.record)), "refused");
  await store.taken(store.waiting().map(({ id }) => id));
  assert.equal(stateOf(store, byDay(store, "meeting")[0]), "sent");
});

test("days are those of this phone's calendar", () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  assert.equal(recentDay("2026-11-27", "2026-11-27"), "Today");
  assert.equal(recentDay("2026-11-26", "2026-11-27"), "Yesterday");
  assert.equal(recentDay("2026-11-23", "2026-11-27"), "Mon, Nov 23");
  assert.equal(recentDay("2025-11-23", "2026-11-27"), "Sun, Nov 23, 2025");
  assert.ok(isInWeek("2026-11-21", "2026-11-27") && !isInWeek("2026-11-20", "2026-11-27"));
});
