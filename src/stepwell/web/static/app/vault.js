// Seals what the app keeps on this phone. One key seals every value. Without a lock that key is
// kept wrapped by a door key that scripts can use and never read; with a lock it is kept wrapped
// by the PIN, and by a passkey beside it, and by nothing else.
import { COST, keyOfPasskey, keyOfPin, readyForPin } from "./stretching.js";
import { afterWrong, isSpent } from "./pin-rules.js";

const AES = { name: "AES-GCM", length: 256 };
const NONCE = 12;
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const bytes = (text) => new TextEncoder().encode(text);

export class Locked extends Error {}
// until: when the next try is heard, in ms since 1970; isSpent: everything here is to be wiped.
export class WrongPin extends Error {
  constructor(until, spent) {
    super("That is not the PIN.");
    Object.assign(this, { until, isSpent: spent });
  }
}

// box: as the shelf of the store; waiting() says how many entries were not sent, null if unknown.
export async function openVault(box, { waiting, now = Date.now, cost = COST }) {
  let kept = await box.read("vault");
  let key = null;

  const keep = async (changes) => {
    kept = { ...kept, ...changes };
    await box.write({ vault: kept });
  };
  const wrapOf = (way) => kept?.wraps.find((one) => one.way === way);
  const others = (...ways) => kept.wraps.filter((one) => !ways.includes(one.way));
  const openDoor = async (extractable) => unwrap(kept.door, wrapOf("door"), extractable);

  async function tryPin(pin, extractable) {
    const at = now();
    if (kept.tries.until > at) throw new WrongPin(kept.tries.until, false);
    const wrong = kept.tries.wrong + 1;
    const then = afterWrong(wrong, { waiting: waiting(), now: at });
    await keep({ tries: { wrong, until: then.until } }); // Before the try: ending the app undoes none.
    const wrap = wrapOf("pin");
    try {
      const found = await unwrap(await keyOfPin(pin, wrap.salt, wrap.cost), wrap, extractable);
      await keep({ tries: { wrong: 0, until: 0 } });
      return found;
    } catch {
      throw new WrongPin(then.until, then.isSpent);
    }
  }

  const vault = {
    get isNew() { return !kept; },
    get hasLock() { return Boolean(wrapOf("pin")); },
    get isLocked() { return !key; },
    get isSpent() { return Boolean(kept) && isSpent(kept.tries.wrong, waiting()); },
    get person() { return kept?.person; },
    get passkey() { return wrapOf("passkey"); },
    get waitsUntil() { return kept?.tries.until ?? 0; },

    async start(person) {
      const door = await crypto.subtle.generateKey(AES, false, ["wrapKey", "unwrapKey"]);
      const made = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
      await keep({ person, door, wraps: [await wrap("door", door, made)], tries: { wrong: 0, until: 0 } });
      key = await openDoor(false);
    },
    async setPin(pin, current) {
      const bare = vault.hasLock ? await tryPin(current, true) : await openDoor(true);
      const salt = random(16);
      const made = await wrap("pin", await keyOfPin(pin, salt, cost), bare, { salt, cost });
      await keep({ door: null, wraps: [...others("door", "pin"), made] });
    },
    async removeLock(pin) {
      const bare = await tryPin(pin, true);
      const door = await crypto.subtle.generateKey(AES, false, ["wrapKey", "unwrapKey"]);
      await keep({ door, wraps: [await wrap("door", door, bare)] });
    },
    // make: asks the phone for a passkey, once the PIN was right.
    async addPasskey(pin, make) {
      const bare = await tryPin(pin, true);
      const { credential, secret } = await make();
      const salt = random(32);
      const made = await wrap("passkey", await keyOfPasskey(secret, salt), bare, { credential, salt });
      await keep({ wraps: [...others("passkey"), made] });
    },
    async removePasskey() {
      await keep({ wraps: others("passkey") });
    },
    async unlock(pin) {
      key = await tryPin(pin, false);
    },
    async unlockWithPasskey(secret) {
      const held = wrapOf("passkey");
      key = await unwrap(await keyOfPasskey(secret, held.salt), held, false);
      await keep({ tries: { wrong: 0, until: 0 } });
    },
    lock() {
      if (vault.hasLock) key = null;
    },
    cipher: {
      async seal(value) {
        if (!key) throw new Locked();
        const iv = random(NONCE);
        const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes(JSON.stringify(value)));
        const whole = new Uint8Array(NONCE + sealed.byteLength);
        whole.set(iv);
        whole.set(new Uint8Array(sealed), NONCE);
        return whole;
      },
      async open(whole) {
        if (!key) throw new Locked();
        const iv = whole.subarray(0, NONCE);
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, whole.subarray(NONCE));
        return JSON.parse(new TextDecoder().decode(plain));
      },
    },
  };
  if (kept?.door) key = await openDoor(false);
  if (vault.hasLock) readyForPin().catch(() => {}); // Asked again, and heard, with the PIN.
  return vault;
}

async function wrap(way, by, key, more = {}) {
  const nonce = random(NONCE);
  const named = { name: "AES-GCM", iv: nonce, additionalData: bytes(way) };
  return { way, nonce, key: new Uint8Array(await crypto.subtle.wrapKey("raw", key, by, named)), ...more };
}

function unwrap(by, { way, nonce, key }, extractable) {
  const named = { name: "AES-GCM", iv: nonce, additionalData: bytes(way) };
  return crypto.subtle.unwrapKey("raw", key, by, named, AES, extractable, ["encrypt", "decrypt"]);
}
