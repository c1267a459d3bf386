import { bound, fromText, newKeyId, random, toText, utf8 } from "./notebook-bytes.js";
import { KEY_SIZE, TAG_SIZE, aesKey, decrypt, encrypt, stretchOut } from "./notebook-ciphers.js";
import { readCode } from "./notebook-code.js";
import { COST, checkPassphrase, stretched } from "./notebook-passphrase.js";
import { NotebookTrouble } from "./notebook-trouble.js";

// A wrap is the data key, encrypted under one way to open the notebook. A secret is one of
// {way: "passphrase", passphrase}, {way: "code", code}, {way: "passkey", prf, credential}.
const SALT_SIZE = 16;
const CHECK_SIZE = 16;
const WRONG = { passphrase: "wrong_passphrase", code: "wrong_code", passkey: "wrong_passkey" };

const MATERIAL = {
  passphrase: ({ passphrase }, salt, { scrypt }) => stretched(passphrase, salt, scrypt ?? {}),
  code: ({ code }) => utf8(readCode(code)),
  passkey: ({ prf }) => prf,
};

export async function wrapKey(rawKey, keyId, secret) {
  if (secret.way === "passphrase") checkPassphrase(secret.passphrase);
  const salt = random(SALT_SIZE);
  const wrap = { way: secret.way, id: newKeyId() };
  if (secret.way === "passphrase") wrap.scrypt = { ...COST };
  if (secret.way === "passkey") wrap.credential = secret.credential;
  const { key, check } = await wrappingKey(secret, salt, wrap);
  const { nonce, data } = await encrypt(key, rawKey, place(wrap, keyId));
  return { ...wrap, salt: toText(salt), check: toText(check), nonce, key: toText(data) };
}

// The raw data key. The check value tells a wrong secret from a wrap that was changed.
export async function unwrapKey(wrap, keyId, secret) {
  const { key, check } = await wrappingKey(secret, fromText(wrap.salt, SALT_SIZE), wrap);
  if (toText(check) !== wrap.check) throw new NotebookTrouble(WRONG[wrap.way]);
  return decrypt(key, wrap.nonce, fromText(wrap.key, KEY_SIZE + TAG_SIZE), place(wrap, keyId));
}

export const isFor = (wrap, secret) =>
  wrap.way === secret.way && (wrap.way !== "passkey" || wrap.credential === secret.credential);

async function wrappingKey(secret, salt, wrap) {
  const material = await MATERIAL[secret.way](secret, salt, wrap);
  const both = await stretchOut(material, salt, bound("wrap", secret.way), KEY_SIZE + CHECK_SIZE);
  return { key: await aesKey(both.subarray(0, KEY_SIZE)), check: both.subarray(KEY_SIZE) };
}

const place = (wrap, keyId) => bound("wrap", wrap.way, wrap.id, keyId);
