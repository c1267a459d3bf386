import { fromText, random, toText, utf8 } from "./notebook-bytes.js";
import { NotebookTrouble } from "./notebook-trouble.js";

// What the passkey's pseudo-random function is asked: another use of passkeys asks something else.
const ASKED = utf8("stepwell notebook 1");

// Asks the phone for a passkey that signs in here, and returns the secret of the way "passkey".
// credentials: the ids to choose from, base64url; none: any that this site knows.
export async function askPasskey({ credentials = [] } = {}) {
  const { id, secret } = await askSecret({ credentials, asked: ASKED });
  const credential = await crypto.subtle.digest("SHA-256", id);
  return { way: "passkey", prf: secret, credential: toText(new Uint8Array(credential)) };
}

// What a passkey makes of the bytes asked, and its id. The answer proves nothing to the server and is not
// sent anywhere.
export async function askSecret({ credentials, asked }) {
  if (!globalThis.PublicKeyCredential) throw new NotebookTrouble("no_passkeys");
  const publicKey = {
    challenge: random(32),
    userVerification: "required",  // with and without it a passkey gives different output
    allowCredentials: credentials.map((id) => ({ type: "public-key", id: fromText(id) })),
    extensions: { prf: { eval: { first: asked } } },
  };
  const found = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!found) throw new NotebookTrouble("passkey_refused");
  const output = found.getClientExtensionResults().prf?.results?.first;
  if (!output) throw new NotebookTrouble("passkey_too_plain");
  return { id: new Uint8Array(found.rawId), secret: new Uint8Array(output) };
}
