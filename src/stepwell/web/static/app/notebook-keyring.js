import { bound, fromText, newKeyId, random, toText } from "./notebook-bytes.js";
import { KEY_SIZE, TAG_SIZE, aesKey, decrypt, encrypt } from "./notebook-ciphers.js";
import { NotebookTrouble } from "./notebook-trouble.js";
import { isFor, unwrapKey, wrapKey } from "./notebook-wraps.js";

// The body of a `keyring` record: {v, key, wraps, older}. Each function returns a new one, and whoever
// changes what opens the notebook shows a secret that opens it now.
const [MOST_WRAPS, MOST_OLDER] = [16, 64];

export async function makeKeyring(secrets) {
  return keyringOf(newKeyId(), random(KEY_SIZE), [], secrets);
}

// {id, raw, older: [{id, raw}]}: the keys as bytes, which nobody keeps for long.
export async function openKeyring(keyring, secret) {
  checkShape(keyring);
  const raw = await firstThatOpens(keyring, secret);
  const key = await aesKey(raw);
  const older = [];
  for (const one of keyring.older) {
    const data = fromText(one.key, KEY_SIZE + TAG_SIZE);
    older.push({ id: one.id, raw: await decrypt(key, one.nonce, data, bound("older", one.id, keyring.key)) });
  }
  return { id: keyring.key, raw, older };
}

// Adds a way, or puts it in the place of the one of its kind: there is one passphrase and one code,
// and one wrap for each passkey.
export async function withWay(keyring, secret, added) {
  const { id, raw } = await openKeyring(keyring, secret);
  const others = keyring.wraps.filter((wrap) => !isFor(wrap, added));
  if (others.length >= MOST_WRAPS) throw new NotebookTrouble("too_many_ways");
  return { ...keyring, wraps: [...others, await wrapKey(raw, id, added)] };
}

export const changePassphrase = (keyring, secret, passphrase) =>
  withWay(keyring, secret, { way: "passphrase", passphrase });

export function withoutWay(keyring, wrapId) {
  checkShape(keyring);
  const wraps = keyring.wraps.filter((wrap) => wrap.id !== wrapId);
  if (wraps.length === keyring.wraps.length) throw new NotebookTrouble("no_such_way");
  if (!wraps.length) throw new NotebookTrouble("last_way");
  return { ...keyring, wraps };
}

// A new data key, opened by the secrets given here only: older wraps can't be carried over, since their
// secrets aren't at hand. Entries sealed before still open.
export async function rotated(keyring, secret, secrets) {
  const { id, raw, older } = await openKeyring(keyring, secret);
  return keyringOf(newKeyId(), random(KEY_SIZE), [{ id, raw }, ...older], secrets);
}

// Two phones made or changed a keyring before they met: one is kept, and opens the other's entries too.
export async function joined(keyring, secret, other, otherSecret) {
  const mine = await openKeyring(keyring, secret);
  const theirs = await openKeyring(other, otherSecret);
  const all = [...mine.older, { id: theirs.id, raw: theirs.raw }, ...theirs.older];
  const known = new Map(all.map((one) => [one.id, one]));
  known.delete(mine.id);
  return { ...keyring, older: await olderUnder(mine, [...known.values()]) };
}

async function keyringOf(id, raw, older, secrets) {
  if (!secrets.length) throw new NotebookTrouble("last_way");
  if (secrets.length > MOST_WRAPS) throw new NotebookTrouble("too_many_ways");
  const wraps = [];
  for (const secret of secrets) wraps.push(await wrapKey(raw, id, secret));
  return { v: 1, key: id, wraps, older: await olderUnder({ id, raw }, older) };
}

async function olderUnder({ id, raw }, older) {
  if (older.length > MOST_OLDER) throw new NotebookTrouble("too_many_keys");
  const key = await aesKey(raw);
  return Promise.all(older.map(async (one) => {
    const { nonce, data } = await encrypt(key, one.raw, bound("older", one.id, id));
    return { id: one.id, nonce, key: toText(data) };
  }));
}

async function firstThatOpens(keyring, secret) {
  const wraps = keyring.wraps.filter((wrap) => isFor(wrap, secret));
  if (!wraps.length) throw new NotebookTrouble(secret.way === "passkey" ? "wrong_passkey" : "no_such_way");
  let trouble;
  for (const wrap of wraps) {
    try {
      return await unwrapKey(wrap, keyring.key, secret);
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble)) throw caught;
      trouble = caught;
    }
  }
  throw trouble;
}

function checkShape(keyring) {
  if (keyring?.v > 1) throw new NotebookTrouble("newer");
  const isWhole = keyring?.v === 1 && typeof keyring.key === "string"
    && [keyring.wraps, keyring.older].every((list) => Array.isArray(list) && list.every(Boolean));
  if (!isWhole) throw new NotebookTrouble("damaged");
}
