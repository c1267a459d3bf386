// A passkey that signs in here as a second way to open the lock: its PRF makes a secret of a few bytes,
// and no other passkey makes the same. Nothing of it is sent to anybody.
// Source: W3C Web Authentication Level 3, section "Pseudo-random function extension (prf)".
import { toText, utf8 } from "./notebook-bytes.js";
import { askSecret } from "./notebook-passkey.js";
import { NotebookTrouble } from "./notebook-trouble.js";

const ASKED = utf8("stepwell app lock 1");

export class NoPasskey extends Error {}

export async function canUsePasskey() {
  const has = globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
  return has ? PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable() : false;
}

// credential: its id as kept by the vault; without it any that this site knows.
export async function askPasskey(credential) {
  try {
    const { id, secret } = await askSecret({ credentials: credential ? [credential] : [], asked: ASKED });
    return { credential: toText(id), secret };
  } catch (error) {
    throw error instanceof NotebookTrouble ? new NoPasskey() : error;
  }
}
