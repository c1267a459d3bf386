import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { answer, chosen, dayOf, isAnswer, isJournalPage, isOfSheet, journalPage, readable, rowFrom, sheetEntry } = await at("workbook/entries.js");
const { join, keepKeyring, keyringsOf, sealedBefore } = await at("workbook/keys.js");
const { strength } = await at("workbook/strength.js");
const { checkEntry } = await at("notebook-entries.js");
const { makeNotebook, unlock } = await at("notebook.js");
const { makeCode } = await at("notebook-code.js");
const { memoryShelf } = await at("shelf-memory.js");
const { openStore } = await at("store.js");
const { newId } = await at("uuid7.js");

const ON = "2026-11-27";
const FIELDS = [
  { id: "who", kind: "line", label: "Who?", choices: [] },
  { id: "touched", kind: "choices", label: "What?", choices: [{ id: "safety", label: "Feeling safe" }, { id: "trust", label: "Trust" }] },
  { id: "note", kind: "words", label: "Note", choices: [] },
];
const identity = { seal: async (value) => new TextEncoder().encode(JSON.stringify(value)), open: async (bytes) => JSON.parse(new TextDecoder().decode(bytes)) };

function form(entries) {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

async function phone({ clock = 1_800_000_000_000 } = {}) {
  let now = clock;
  return openStore(memoryShelf(), { cipher: identity, newId, now: () => (now += 1000) });
}

async function exchange(one, other) {
  const [from, to] = [one.waiting(), other.waiting()];
  await other.receive(from.map((version, at) => ({ ...version, number: at + 1 })), from.length);
  await one.receive(to.map((version, at) => ({ ...version, number: at + 1 })), to.length);
}

async function withNotebook(store) {
  const secret = { way: "code", code: makeCode() };
  const { keyring, notebook } = await makeNotebook([secret]);
  await keepKeyring(store, {}, keyring);
  return { secret, keyring, notebook };
}

test("entries are such as the notebook takes, and each is known again", () => {
  const written = answer({ step: 4, question: "fears", title: "Which fears?", text: "Heights", on: ON });
  const row = sheetEntry({ sheet: "fears", title: "Fears", step: 4, row: { fear: "dogs" }, on: ON });
  const page = journalPage({ text: "A day", prompt: "Today?", on: ON });
  for (const entry of [written, row, page, journalPage({ text: "A day", prompt: "", on: ON })]) checkEntry(entry);

  assert.deepEqual([written, row, page].map((one) => isAnswer(one, 4, "fears")), [true, false, false]);
  assert.equal(isAnswer(written, 4, "harms") || isAnswer(written, 10, "fears"), false);
  assert.deepEqual([written, row, page].map((one) => isOfSheet(one, "fears")), [false, true, false]);
  assert.deepEqual([written, row, page].map(isJournalPage), [false, false, true]);
});

test("a worksheet's row holds what was filled in and reads in its own words", () => {
  const row = rowFrom(FIELDS, form([["who", "J."], ["touched", "safety"], ["touched", "trust"], ["note", "  "], ["other", "x"]]));

  assert.deepEqual(row, { who: "J.", touched: "safety, trust" });
  assert.deepEqual(chosen(row.touched), ["safety", "trust"]);
  assert.deepEqual(readable(FIELDS, row), [["Who?", "J."], ["What?", "Feeling safe, Trust"]]);
  assert.deepEqual(readable(FIELDS, { touched: "gone" }), [["What?", "gone"]]);
});

test("a day is that of the phone's calendar", () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("strength is told in words", () => {
  assert.deepEqual(strength(""), { isEnough: false, words: "" });
  assert.match(strength("short").words, /15 letters/);
  assert.equal(strength("aaaaaaaaaaaaaaaaaaaa").isEnough, false);
  assert.match(strength("harbor spoonful").words, /One more word/);
  assert.match(strength("violet harbor seventeen spoons").words, /Good/);
});

test("keyrings of two phones that met late are joined, and pages of both open", async () => {
  const [first, second] = [await phone(), await phone({ clock: 1_800_000_500_000 })];
  const older = await withNotebook(first);
  const newer = await withNotebook(second);
  const page = await first.write("sealed", (place) => older.notebook.seal({ text: "mine", made_on: ON }, place));
  await exchange(first, second);

  const found = keyringsOf(first);
  assert.deepEqual(found, keyringsOf(second));
  assert.deepEqual(found.map(({ keyring }) => keyring), [newer.keyring, older.keyring]);

  await join(first, found, newer.secret, older.secret);

  const [left, ...others] = keyringsOf(first);
  assert.equal(others.length, 0);
  const opened = await unlock(left.keyring, newer.secret);
  const place = { record: page.record, version: page.id };
  assert.equal((await opened.open(page.body, place)).text, "mine");
  assert.equal(sealedBefore(first, opened.keyId), 1);
  assert.equal(sealedBefore(first, older.notebook.keyId), 0);
});

test("a wrong secret joins nothing and leaves both keyrings", async () => {
  const [first, second] = [await phone(), await phone()];
  const older = await withNotebook(first);
  await withNotebook(second);
  await exchange(first, second);
  const before = keyringsOf(first);
  const wrong = { way: "code", code: makeCode() };

  await assert.rejects(join(first, before, wrong, older.secret), { code: "wrong_code" });

  assert.deepEqual(keyringsOf(first), before);
});

test("a keyring changed on two phones is one record with two heads, joined over both", async () => {
  const first = await phone();
  const { keyring, secret } = await withNotebook(first);
  const [known] = keyringsOf(first);
  await keepKeyring(first, known, keyring);
  await keepKeyring(first, known, keyring);
  const heads = keyringsOf(first);
  assert.equal(heads.length, 2);

  await join(first, heads, secret, secret);

  assert.equal(keyringsOf(first).length, 1);
  assert.equal(first.record(known.record).isConflict, false);
});
