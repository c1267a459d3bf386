import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { alsoSeen, chosen, dayLines, isSame, PARTS, partsWords, switched } = await at("sharing.js");
const { openCopies } = await at("copies.js");
const { openStore } = await at("store.js");
const { memoryShelf } = await at("shelf-memory.js");
const { newId } = await at("uuid7.js");

const cipher = { seal: async (value) => JSON.stringify(value), open: async (text) => JSON.parse(text) };
const opened = () => openStore(memoryShelf(), { cipher, newId, now: Date.now });
const shared = (value) => ["setting", { name: "shared", value }];

test("nothing but the days of meetings is shared before anything is chosen", async () => {
  assert.deepEqual(chosen(await opened()), { parts: ["meetings"], lists: [] });
});

test("while two phones disagree, what both share holds, and both are shown", async () => {
  const store = await opened();
  await store.write(...shared(["meetings", "urge", "mood"]));
  await store.write(...shared(["urge", "mood", "sleep", "unheard-of"]));
  const { parts, lists } = chosen(store);
  assert.deepEqual(parts.sort(), ["mood", "urge"]);
  assert.deepEqual(lists.map((one) => one.length).sort(), [3, 3]);
});

test("a switch moves its own part alone", () => {
  assert.deepEqual(switched(["meetings"], "use", true), ["meetings", "use"]);
  assert.deepEqual(switched(["use", "meetings"], "meetings", false), ["use"]);
  assert.equal(partsWords([]), "Nothing");
  const all = Object.fromEntries(PARTS.map(([part]) => [part, part === "use"]));
  assert.ok(isSame(["use"], all));
  assert.ok(!isSame([], all));
});

test("what the log of staff says of a day is told in words, with who wrote it", () => {
  const own = { source: "own", by: "Ana" };
  const day = {
    reports: [{ state: "used", substance: "alcohol", amount: "", words: "", source: "asked", by: "Ben" }],
    meetings: [{ meeting: "Basement Lights", fellowship: "aa", mode: "in_person", liking: "glad", deeds: ["spoke"], words: "", told: { talked_with: 3 }, ...own }],
    check_ins: [{ answers: { urge: 2 }, words: "tired", ...own }],
  };
  assert.deepEqual(dayLines(day), [
    "used, alcohol (written down by Ben)",
    "A meeting, Basement Lights, AA, glad I went, spoke, talked with: 3",
    "Check-in, urge: 2, tired",
  ]);
});

test("a copy is sealed, has its time, and is there when it is opened again", async () => {
  const shelf = memoryShelf();
  await (await openCopies(shelf, cipher)).keep("shared", { days: [] }, 5);
  assert.equal(typeof (await shelf.read("shared")), "string");
  const again = await openCopies(shelf, cipher);
  assert.deepEqual(again.read("shared"), { said: { days: [] }, at: 5 });
  assert.equal(again.read("other"), null);
});

test("what the program sees besides the switches is said, too", () => {
  const lines = alsoSeen({
    pages: [{ on: "2026-11-20", read_at: null, read_by: "" }, { on: "2026-11-21", read_at: "x", read_by: "Ben" }],
    told: [{ what: "use", on: "2026-11-22" }, { what: "urge", on: "2026-11-23" }],
    tasks: [{ title: "Call Walt", state: "not_done", words: "No answer" }],
  });
  assert.equal(lines.length, 5);
  assert.match(lines[0], /^A page of November 20.* not read yet$/);
  assert.match(lines[1], /read by Ben$/);
  assert.match(lines[2], /^A return to use, November 22.* as you agreed$/);
  assert.match(lines[3], /^A very strong urge/);
  assert.equal(lines[4], "What you said of “Call Walt”: not done, “No answer”");
  assert.deepEqual(alsoSeen({}), []);
});
