import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(new URL(name, process.env.APP));
const { Locked, openVault, WrongPin } = await at("vault.js");
const { memoryShelf } = await at("shelf-memory.js");

const cost = { N: 2 ** 14, r: 8, p: 1 };
const PIN = "284917";
const SECRET = new Uint8Array(32).fill(7);

async function started({ waiting = () => 0, pin = "" } = {}) {
  const clock = { now: 1_000_000 };
  const box = memoryShelf();
  const open = () => openVault(box, { waiting, now: () => clock.now, cost });
  const vault = await open();
  await vault.start("person-1");
  if (pin) await vault.setPin(pin);
  return { box, clock, open, vault };
}

const wrong = (vault, pin = "000000") => vault.unlock(pin).then(assert.fail, (error) => {
  assert.ok(error instanceof WrongPin, String(error));
  return error;
});

function everyByte(value) {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString("latin1")];
  if (value instanceof CryptoKey) return [`CryptoKey ${value.type} ${value.extractable}`];
  if (value && typeof value === "object") return Object.values(value).flatMap(everyByte);
  return [String(value)];
}

test("what is sealed opens again, and shows nothing of itself", async () => {
  const { vault } = await started();
  const value = { body: "a lantern at the quarry", parents: [] };
  const one = await vault.cipher.seal(value);
  const two = await vault.cipher.seal(value);
  assert.ok(one instanceof Uint8Array);
  assert.ok(!Buffer.from(one).includes("lantern"));
  assert.notDeepEqual(one, two);
  assert.deepEqual(await vault.cipher.open(one), value);
});

test("a changed byte is found", async () => {
  const { vault } = await started();
  const sealed = await vault.cipher.seal({ a: 1 });
  sealed[sealed.length - 1] ^= 1;
  await assert.rejects(vault.cipher.open(sealed));
});

test("without a lock the app opens by itself, with keys that no script can read", async () => {
  const { box, open, vault } = await started();
  const sealed = await vault.cipher.seal([1]);
  const again = await open();
  assert.equal(again.isLocked, false);
  assert.equal(again.person, "person-1");
  assert.deepEqual(await again.cipher.open(sealed), [1]);
  const kept = await box.read("vault");
  assert.equal(kept.door.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", kept.door));
});

test("with a lock nothing on the phone opens it but the PIN", async () => {
  const { box, open, vault } = await started();
  const sealed = await vault.cipher.seal("from before the lock");
  await vault.setPin(PIN);
  const kept = await box.read("vault");
  assert.equal(kept.door, null);
  assert.deepEqual(kept.wraps.map(({ way }) => way), ["pin"]);
  assert.ok(!everyByte(kept).some((text) => text.includes("CryptoKey") || text.includes(PIN)));

  const again = await open();
  assert.equal(again.isLocked, true);
  await assert.rejects(again.cipher.open(sealed), Locked);
  await assert.rejects(again.cipher.seal(1), Locked);
  await wrong(again);
  assert.equal(again.isLocked, true);
  await again.unlock(PIN);
  assert.equal(await again.cipher.open(sealed), "from before the lock");
  again.lock();
  await assert.rejects(again.cipher.open(sealed), Locked);
});

test("a vault without a lock does not lock itself out", async () => {
  const { vault } = await started();
  vault.lock();
  assert.equal(vault.isLocked, false);
});

test("another PIN needs the one before, and the one before opens nothing any more", async () => {
  const { open, vault } = await started({ pin: PIN });
  await assert.rejects(vault.setPin("731946", "999111"), WrongPin);
  await vault.setPin("731946", PIN);
  const again = await open();
  await wrong(again, PIN);
  await again.unlock("731946");
});

test("the lock comes off with the PIN only", async () => {
  const { box, open, vault } = await started({ pin: PIN });
  const sealed = await vault.cipher.seal("kept");
  await assert.rejects(vault.removeLock("999111"), WrongPin);
  await vault.removeLock(PIN);
  assert.deepEqual((await box.read("vault")).wraps.map(({ way }) => way), ["door"]);
  assert.equal(await (await open()).cipher.open(sealed), "kept");
});

test("a passkey opens beside the PIN, and no longer once it is removed", async () => {
  const { open, vault } = await started({ pin: PIN });
  const sealed = await vault.cipher.seal("kept");
  const passkey = { credential: "AQI", secret: SECRET };
  const never = () => assert.fail("the phone is asked before the PIN was right");
  await assert.rejects(vault.addPasskey("999111", never), WrongPin);
  await vault.addPasskey(PIN, async () => passkey);
  const again = await open();
  await assert.rejects(again.unlockWithPasskey(new Uint8Array(32)));
  assert.equal(again.isLocked, true);
  await again.unlockWithPasskey(SECRET);
  assert.equal(await again.cipher.open(sealed), "kept");
  await again.setPin("731946", PIN);
  assert.ok(again.passkey, "another PIN leaves the passkey");
  await again.removePasskey();
  assert.equal((await open()).passkey, undefined);
});

test("wrong tries wait longer and longer, also over a new start", async () => {
  const { clock, open, vault } = await started({ pin: PIN, waiting: () => 3 });
  vault.lock();
  const waits = [];
  for (let tried = 1; tried <= 12; tried += 1) {
    const { until, isSpent } = await wrong(await open());
    assert.equal(isSpent, false, "something was not sent");
    waits.push(Math.max(0, until - clock.now) / 60_000);
    clock.now = Math.max(clock.now, until);
  }
  assert.deepEqual(waits, [0, 0, 0.5, 1, 5, 15, 30, 60, 60, 1440, 1440, 1440]);
  const last = await open();
  await last.unlock(PIN);
  assert.equal((await open()).waitsUntil, 0);
});

test("while it waits not even the PIN is heard, and no try is counted", async () => {
  const { clock, open, vault } = await started({ pin: PIN });
  vault.lock();
  for (let tried = 0; tried < 3; tried += 1) await wrong(vault);
  await wrong(vault, PIN);
  clock.now += 29_999;
  await wrong(await open(), PIN);
  clock.now += 1;
  await (await open()).unlock(PIN);
});

test("a try that was cut off counts", async () => {
  const { box, vault } = await started({ pin: PIN });
  vault.lock();
  const trying = vault.unlock("000000").catch(() => {});
  await new Promise(setImmediate);
  assert.equal((await box.read("vault")).tries.wrong, 1);
  await trying;
});

for (const [waiting, spent] of [[0, true], [1, false], [null, false]]) {
  test(`ten wrong tries with ${waiting} not sent: ${spent ? "the copy goes" : "it stays and waits"}`, async () => {
    const { clock, open, vault } = await started({ pin: PIN, waiting: () => waiting });
    vault.lock();
    let last;
    for (let tried = 0; tried < 10; tried += 1) {
      last = await wrong(vault);
      clock.now = Math.max(clock.now, last.until);
    }
    assert.equal(last.isSpent, spent);
    assert.equal((await open()).isSpent, spent, "also where the page was closed at that moment");
  });
}
