// How good a passphrase is, in words. The bounds are ours (basis: design); what is refused, and why
// 15, stands in ../notebook-passphrase.js.
import { checkPassphrase, normalized } from "../notebook-passphrase.js";
import { NotebookTrouble } from "../notebook-trouble.js";

const [LONG, SEVERAL] = [24, 4];

export function strength(passphrase) {
  if (!passphrase) return { isEnough: false, words: "" };
  try {
    checkPassphrase(passphrase);
  } catch (caught) {
    if (!(caught instanceof NotebookTrouble)) throw caught;
    return { isEnough: false, words: caught.message };
  }
  const said = normalized(passphrase);
  const isStrong = said.length >= LONG && said.split(" ").length >= SEVERAL;
  return { isEnough: true, words: isStrong ? "That is long and has several words. Good." : "That is enough. One more word would make it much harder to guess." };
}
