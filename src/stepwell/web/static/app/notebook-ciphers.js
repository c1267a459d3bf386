import { fromText, random, toText } from "./notebook-bytes.js";
import { NotebookTrouble } from "./notebook-trouble.js";

const NONCE_SIZE = 12;
export const TAG_SIZE = 16;
export const KEY_SIZE = 32;

export const aesKey = (raw) =>
  crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

export async function encrypt(key, plain, additionalData) {
  const iv = random(NONCE_SIZE);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
  return { nonce: toText(iv), data: new Uint8Array(data) };
}

export async function decrypt(key, nonce, data, additionalData) {
  const iv = fromText(nonce, NONCE_SIZE);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, data));
  } catch {
    throw new NotebookTrouble("tampered");
  }
}

// HKDF-SHA-256 (RFC 5869).
export async function stretchOut(secret, salt, info, size) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, size * 8);
  return new Uint8Array(bits);
}
