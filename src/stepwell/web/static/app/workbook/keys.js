// The keys of the private notebook, as records of kind `keyring` in the store.
import { joined } from "../notebook-keyring.js";

/** Every keyring that stands, the newest first. More than one: phones that met late. */
export const keyringsOf = (store) => store.records("keyring")
  .flatMap(({ id: record, heads }) => heads.filter(({ body }) => body)
    .map(({ id: version, made_at: madeAt, body }) => ({ record, version, madeAt, keyring: body })))
  .sort((one, other) => compare(other.madeAt, one.madeAt) || compare(other.version, one.version));

export const keepKeyring = (store, { record, version } = {}, keyring) =>
  store.write("keyring", keyring, record ? { record, seen: [version] } : {});

/** The first stays and opens the pages of the second too. In this order: stopping between the two
 * writes leaves both keyrings, never neither. */
export async function join(store, [mine, other], secret, otherSecret) {
  const keyring = await joined(mine.keyring, secret, other.keyring, otherSecret);
  const isOne = mine.record === other.record;
  await store.write("keyring", keyring, { record: mine.record, seen: isOne ? [mine.version, other.version] : [mine.version] });
  if (!isOne) await store.remove(other.record, { seen: [other.version] });
  return keyring;
}

export const waysOf = (keyring) => new Set(keyring.wraps.map(({ way }) => way));

/** How many pages another key than that of the opened notebook still seals. */
export const sealedBefore = (store, keyId) => store.records("sealed")
  .filter(({ heads }) => heads.some(({ body }) => body && body.key !== keyId)).length;

const compare = (one, other) => (one < other ? -1 : Number(one > other));
