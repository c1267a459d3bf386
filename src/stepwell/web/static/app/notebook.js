import { bound, fromText, fromUtf8, toText, utf8 } from "./notebook-bytes.js";
import { aesKey, decrypt, encrypt } from "./notebook-ciphers.js";
import { checkEntry } from "./notebook-entries.js";
import { makeKeyring, openKeyring } from "./notebook-keyring.js";
import { SIZES, pad, unpad } from "./notebook-padding.js";
import { NotebookTrouble } from "./notebook-trouble.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// An opened notebook. The browser holds its keys so that no script can read them; lock() lets them go.
class Notebook {
  #keys;

  constructor(keyId, keys) {
    this.keyId = keyId;
    this.#keys = keys;
  }

  // The body of a `sealed` version. {record, version}: the ids under which it will be kept; it opens
  // nowhere else.
  async seal(entry, { record, version }) {
    checkEntry(entry);
    const key = this.#key(this.keyId);
    const plain = pad(utf8(JSON.stringify(entry)));
    const { nonce, data } = await encrypt(key, plain, place(record, version, this.keyId));
    return { v: 1, key: this.keyId, nonce, data: toText(data) };
  }

  async open(body, { record, version }) {
    if (body?.v > 1) throw new NotebookTrouble("newer");
    if (body?.v !== 1) throw new NotebookTrouble("damaged");
    const key = this.#key(body.key);
    const data = fromText(body.data, ...SIZES);
    return JSON.parse(fromUtf8(unpad(await decrypt(key, body.nonce, data, place(record, version, body.key)))));
  }

  lock() {
    this.#keys = undefined;
  }

  #key(id) {
    if (!this.#keys) throw new NotebookTrouble("locked");
    const key = this.#keys.get(id);
    if (!key) throw new NotebookTrouble("unknown_key");
    return key;
  }
}

// secrets: the ways to open it, see notebook-wraps.js.
export async function makeNotebook(secrets) {
  const keyring = await makeKeyring(secrets);
  return { keyring, notebook: await unlock(keyring, secrets[0]) };
}

export async function unlock(keyring, secret) {
  const { id, raw, older } = await openKeyring(keyring, secret);
  const keys = new Map();
  for (const one of [{ id, raw }, ...older]) {
    keys.set(one.id, await aesKey(one.raw));
    one.raw.fill(0);
  }
  return new Notebook(id, keys);
}

function place(record, version, keyId) {
  if (![record, version].every((id) => UUID.test(id))) throw new TypeError("a place is two UUIDs");
  return bound("sealed", record, version, keyId);
}
