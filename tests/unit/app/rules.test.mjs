import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { problemWithPin } = await at("pin-rules.js");
const { isFirstName, isNumber, dialed, callList, problemWithPerson } = await at("people.js");
const { addressOf, nameIn } = await at("router.js");
const { newId } = await at("uuid7.js");
const { openStore } = await at("store.js");
const { memoryShelf } = await at("shelf-memory.js");

test("PINs that everyone tries first are refused", () => {
  for (const pin of ["", "12345", "123456", "654321", "111111", "121212", "abcdef"]) {
    assert.notEqual(problemWithPin(pin), "", pin);
  }
  for (const pin of ["284917", "135790", "blue lamp 7"]) assert.equal(problemWithPin(pin), "", pin);
});

test("addresses of screens are known, others are left alone", () => {
  const screens = [{ name: "today" }, { name: "more" }];
  assert.equal(addressOf("more"), "#/more");
  assert.equal(nameIn("#/more", screens), "more");
  assert.equal(nameIn("", screens), "today");
  assert.equal(nameIn("#/nothing", screens), "today");
  assert.equal(nameIn("#main", screens), null);
});

test("numbers and first names are as the server takes them", () => {
  for (const number of ["(203) 555-0142", "988", "+1 203 555 0142"]) assert.ok(isNumber(number), number);
  for (const number of ["", "12", "call me", "javascript:1234"]) assert.ok(!isNumber(number), number);
  for (const name of ["Walt", "Bob K.", "José"]) assert.ok(isFirstName(name), name);
  for (const name of ["", "Walt Whitman", "x".repeat(41)]) assert.ok(!isFirstName(name), name);
  assert.equal(dialed("+1 (203) 555-0142"), "+12035550142");
});

test("the call list has who has a number, with each version that was kept", async () => {
  const cipher = { seal: async (value) => value, open: async (value) => value };
  const store = await openStore(memoryShelf(), { cipher, newId, now: Date.now });
  await store.write("person", { name: "Mo", number: "" });
  const { record: friend } = await store.write("person", { name: "Ann", number: "203 555 0101" });
  const { id, record } = await store.write("person", { name: "Walt", number: "203 555 0142", role: "sponsor" });
  const other = { id: newId(), record, kind: "person", parents: [], made_at: "2026-11-27T18:30:00Z", body: { name: "Walt", number: "988", role: "sponsor" } };
  await store.receive([other], 1);
  const called = callList(store);
  assert.deepEqual(called.map(({ name }) => name), ["Walt", "Walt", "Ann"]);
  assert.deepEqual(called.map(({ number }) => number).sort(), ["203 555 0101", "203 555 0142", "988"]);
  await store.write("person", other.body, { record, seen: [id, other.id] });
  assert.deepEqual(callList(store), [
    { id: record, name: "Walt", number: "988", role: "sponsor" },
    { id: friend, name: "Ann", number: "203 555 0101", role: "friend" },
  ]);
  assert.equal(store.versions("person").filter((one) => one.record === record).length, 3);
  await store.remove(record);
  assert.deepEqual(callList(store).map(({ name }) => name), ["Ann"]);
});

test("a person is kept with a first name, and with a number only where it is one", () => {
  assert.equal(problemWithPerson({ name: "Walt", number: "" }), "");
  assert.match(problemWithPerson({ name: "Walt", number: "" }, { needsNumber: true }), /no telephone number/);
  assert.match(problemWithPerson({ name: "Walt", number: "12" }), /no telephone number/);
  assert.match(problemWithPerson({ name: "Walt Brown", number: "988" }), /first name only/);
});

test("ids are of version 7, and sort as the clock goes", () => {
  const made = [1, 2 ** 32, 1_795_000_000_000].map((at) => newId(at));
  for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...made].sort(), made);
  assert.equal(parseInt(made[2].replace("-", "").slice(0, 12), 16), 1_795_000_000_000);
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId(5))).size, 1000);
});
