// Makes the key of a wrap out of what a person remembers, or what a passkey gives. The only place
// that says how.

// Source: OWASP Password Storage Cheat Sheet, scrypt: N=2^15 (32 MiB), r=8, p=3, one of five settings of
// similar strength. Less memory than the notebook's, since it is asked at every opening.
export const COST = Object.freeze({ N: 2 ** 15, r: 8, p: 3 });
// Loaded where there is a lock, and as soon as the app opens: without one it is never needed.
export const readyForPin = () => import("./notebook-passphrase.js");

const AES = { name: "AES-GCM", length: 256 };

export async function keyOfPin(pin, salt, cost) {
  const { stretched } = await readyForPin();
  const raw = await stretched(pin, salt, cost);
  return crypto.subtle.importKey("raw", raw, AES, false, ["wrapKey", "unwrapKey"]);
}

// What a passkey gives is long and random already.
export async function keyOfPasskey(secret, salt) {
  const bare = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("app lock");
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, bare, AES, false, ["wrapKey", "unwrapKey"]);
}
