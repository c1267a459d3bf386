// The changes to what opens the notebook. Each gives {said}, or {code, keep}: then keep() makes the
// change once the person has the code on paper.
import { makeCode } from "../notebook-code.js";
import { changePassphrase, openKeyring, rotated, withoutWay, withWay } from "../notebook-keyring.js";
import { askPasskey } from "../notebook-passkey.js";
import { resealAll } from "../notebook-reseal.js";
import { WAYS } from "../notebook-words.js";
import { keepKeyring } from "./keys.js";
import { openWith, theNotebook } from "./notebook-here.js";

const showPasskey = (app) => app.staying(() => askPasskey());

async function reseal(app) {
  const { resealed, left } = await resealAll({ notebook: theNotebook(), store: app.store });
  const stayed = left.length ? ` ${left.length} could not be: settle or open them, then try again.` : "";
  return { said: `${resealed === 1 ? "1 page was" : `${resealed} pages were`} locked with the new key.${stayed}` };
}

export const DEEDS = {
  showPasskey,
  reseal,
  async passphrase(app, known, secret, { phrase }) {
    await keepKeyring(app.store, known, await changePassphrase(known.keyring, secret, phrase));
    return { said: "The new passphrase opens the notebook." };
  },
  async code(app, known, secret) {
    const code = makeCode();
    const keyring = await withWay(known.keyring, secret, { way: "code", code });
    return {
      code,
      async keep() {
        await keepKeyring(app.store, known, keyring);
        return { said: "The new code opens the notebook. Destroy the old print." };
      },
    };
  },
  async passkey(app, known, secret) {
    await openKeyring(known.keyring, secret); // A wrong one shows before the phone asks for a finger.
    const keyring = await withWay(known.keyring, secret, await showPasskey(app));
    await keepKeyring(app.store, known, keyring);
    return { said: "The passkey opens the notebook too." };
  },
  async remove(app, known, secret, { wrap }) {
    await openKeyring(known.keyring, secret);
    await keepKeyring(app.store, known, withoutWay(known.keyring, wrap.id));
    return { said: `Removed: ${WAYS[wrap.way].name}. It no longer opens the notebook.` };
  },
  async rotate(app, known, secret, { phrase }) {
    const code = makeCode();
    const fresh = { way: "passphrase", passphrase: phrase };
    const keyring = await rotated(known.keyring, secret, [fresh, { way: "code", code }]);
    return {
      code,
      async keep() {
        await keepKeyring(app.store, known, keyring);
        await openWith(app, keyring, fresh);
        return reseal(app);
      },
    };
  },
};
