import { scryptAsync } from "../vendor/noble-hashes/scrypt.js";
import { utf8 } from "./notebook-bytes.js";
import { KEY_SIZE } from "./notebook-ciphers.js";
import { NotebookTrouble } from "./notebook-trouble.js";

// Source: OWASP Password Storage Cheat Sheet, scrypt: N=2^16 (64 MiB), r=8, p=2, one of five settings of
// similar strength; the one with 128 MiB is more than an old phone may give one page.
export const COST = Object.freeze({ N: 2 ** 16, r: 8, p: 2 });
// What a keyring may ask of this phone (design): not less than OWASP's settings with 16 MiB and more,
// nor so much that the page dies.
const [LEAST_N, MOST_N, MOST_P] = [2 ** 14, 2 ** 18, 16];
// Source of the 15: NIST SP 800-63B-4, 3.1.1.2, a password that is the only factor. The rest: design.
const [SHORTEST, LONGEST, FEWEST_SIGNS] = [15, 256, 6];

// One form for what looks the same, however a keyboard composed and spaced it.
export const normalized = (passphrase) =>
  passphrase.normalize("NFKC").replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");

export function checkPassphrase(passphrase) {
  const signs = [...normalized(passphrase)];
  if (signs.length < SHORTEST) throw new NotebookTrouble("short_passphrase");
  if (signs.length > LONGEST) throw new NotebookTrouble("long_passphrase");
  if (new Set(signs).size < FEWEST_SIGNS) throw new NotebookTrouble("plain_passphrase");
}

// Takes half a second to some seconds, with pauses in which the page can draw.
export function stretched(passphrase, salt, { N, r, p }) {
  const isFair = [N, p].every(Number.isInteger) && r === COST.r
    && N >= LEAST_N && N <= MOST_N && (N & (N - 1)) === 0 && p >= 1 && p <= MOST_P;
  if (!isFair) throw new NotebookTrouble("damaged");
  return scryptAsync(utf8(normalized(passphrase)), salt, { N, r, p, dkLen: KEY_SIZE });
}
