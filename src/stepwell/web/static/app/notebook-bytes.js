import { NotebookTrouble } from "./notebook-trouble.js";

const CHUNK = 0x8000;  // what String.fromCharCode takes at once
const encoder = new TextEncoder();

export const random = (size) => crypto.getRandomValues(new Uint8Array(size));
export const utf8 = (text) => encoder.encode(text);
export const fromUtf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
export const newKeyId = () => toText(random(16));

// base64url without "=".
export function toText(bytes) {
  let signs = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    signs += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Only the one spelling that toText gives; sizes: how many bytes it may have, where that is known.
export function fromText(text, ...sizes) {
  if (typeof text !== "string" || /[^\w-]/.test(text)) throw new NotebookTrouble("damaged");
  let bytes;
  try {
    const signs = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  } catch {
    throw new NotebookTrouble("truncated");
  }
  if (sizes.length && !sizes.includes(bytes.length)) throw new NotebookTrouble("truncated");
  if (toText(bytes) !== text) throw new NotebookTrouble("damaged");
  return bytes;
}

// What a ciphertext is bound to, as bytes: the words and ids that name its place.
export const bound = (...parts) => utf8(JSON.stringify(["stepwell notebook", 1, ...parts]));
