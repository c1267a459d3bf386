// What opens the notebook: another passphrase, another code, a passkey, a new key. Each asks for a
// secret that opens the notebook now.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { NotebookTrouble } from "../notebook-trouble.js";
import { WAYS } from "../notebook-words.js";
import { canUsePasskey } from "../passkey.js";
import { handedOver } from "./copies.js";
import { DEEDS } from "./deeds.js";
import { parted } from "./gate.js";
import { keyringsOf, sealedBefore, waysOf } from "./keys.js";
import { isOpen, theNotebook } from "./notebook-here.js";
import { saveToFile } from "./saving.js";
import { secretField, takeSecret } from "./secret.js";
import { codePage, passphraseFields, takePassphrase } from "./starting.js";

let asked = null; // {deed, wrap}: which change is being made
let paper = null; // {code, keep}: a code that is shown and not kept yet
const words = { said: "", problem: "", chosen: "" };
let isBusy = false;
let hasReader = false;
canUsePasskey().then((can) => { hasReader = can; });

export function ways(app) {
  const keyrings = keyringsOf(app.store);
  if (!keyrings.length || !isOpen()) [asked, paper] = [null, null];
  if (keyrings.length > 1) return parted(app, keyrings);
  if (!keyrings.length || !isOpen()) return nothing;
  if (paper) return codePage({ code: paper.code, done: () => work(app, paper.keep), words: html`<p>A code from before stops working when you go on.</p>` });
  if (asked) return asking(app, keyrings[0]);
  return html`<p role="status">${words.said}</p>${list(app, keyrings[0])}${handedOver(app)}${again(app)}${file(app)}`;
}

const list = (app, { keyring }) => html`<section class="stack" aria-labelledby="ways"><h2 id="ways">What opens it</h2>
  <ul class="rows" role="list">${keyring.wraps.map((wrap) => html`<li class="row">${icon("lock-open")}<span>${WAYS[wrap.way].name}</span>
    ${keyring.wraps.length > 1 ? html`<button class="btn plain push" type="button" @click=${() => ask(app, "remove", wrap)}>${icon("x")}Remove<span class="sr"> ${WAYS[wrap.way].name}</span></button>` : nothing}</li>`)}</ul>
  <div class="row">
    <button class="btn line" type="button" @click=${() => ask(app, "passphrase")}>${waysOf(keyring).has("passphrase") ? "Change the passphrase" : "Add a passphrase"}</button>
    <button class="btn line" type="button" @click=${() => ask(app, "code")}>Print a new code</button>
    ${hasReader ? html`<button class="btn line" type="button" @click=${() => ask(app, "passkey")}>Add a passkey</button>` : nothing}
  </div></section>`;

const again = (app) => {
  const left = sealedBefore(app.store, theNotebook().keyId);
  return html`<section class="stack" aria-labelledby="key"><h2 id="key">If someone may know your passphrase or code</h2>
    <p>A new key locks all your pages again. You choose a passphrase and print a new code; nothing else opens the notebook after that. An old copy that someone took before can still be read by them.</p>
    <div class="row"><button class="btn line" type="button" @click=${() => ask(app, "rotate")}>${icon("refresh-cw")}Make a new key</button></div>
    ${left ? html`<p role="status">${left === 1 ? "1 page still has" : `${left} pages still have`} the key from before. They open as always.</p>
      <div class="row"><button class="btn line" type="button" ?disabled=${isBusy} aria-busy=${isBusy} @click=${() => work(app, () => DEEDS.reseal(app))}>Lock them again now</button></div>` : nothing}</section>`;
};

const file = (app) => html`<section class="stack" aria-labelledby="file"><h2 id="file">Save it to a file</h2>
  <p>All your pages as text that you can read. The file is not locked: keep it where only you can open it.</p>
  <div class="row"><button class="btn line" type="button" @click=${() => work(app, () => saveToFile(app, theNotebook()))}>Save to a file</button></div></section>`;

const TITLES = {
  passphrase: "Choose another passphrase", code: "Print a new code", passkey: "Add a passkey", rotate: "Make a new key",
};

const asking = (app, known) => html`<form class="card stack" aria-label="Change what opens it" @submit=${(event) => submit(event, app, known)}>
  <h2>${asked.deed === "remove" ? `Remove: ${WAYS[asked.wrap.way].name}` : TITLES[asked.deed]}</h2>
  <p>First, show what opens the notebook now.</p>
  ${secretField(app, "now", known.keyring, { problem: words.problem })}
  ${["passphrase", "rotate"].includes(asked.deed) ? passphraseFields(app, words.chosen) : nothing}
  ${asked.deed === "rotate" ? html`<p class="hint">Passkeys that open it now have to be added again.</p>` : nothing}
  <div class="row"><button class="btn" ?disabled=${isBusy} aria-busy=${isBusy}>Go on</button>
    <button class="btn line" type="button" @click=${() => { asked = null; app.refresh(); }}>Leave it as it is</button></div>
  <p role="status" class="small soft">${isBusy ? "One moment. On an older phone this takes a few seconds." : ""}</p></form>`;

function ask(app, deed, wrap) {
  Object.assign(words, { said: "", problem: "", chosen: "" });
  asked = { deed, wrap };
  app.refresh();
}

async function submit(event, app, known) {
  event.preventDefault();
  const form = event.target;
  const needsPhrase = ["passphrase", "rotate"].includes(asked.deed);
  const { phrase, trouble } = needsPhrase ? takePassphrase(form) : { phrase: "", trouble: "" };
  Object.assign(words, { chosen: trouble, problem: "" });
  if (trouble) return app.refresh();
  const secret = await showing(form, known, app);
  if (secret) await work(app, () => DEEDS[asked.deed](app, known, secret, { phrase, wrap: asked.wrap }));
}

// Where a passkey is all that opens it, there is no field to type in.
async function showing(form, { keyring }, app) {
  if (waysOf(keyring).has("passphrase") || waysOf(keyring).has("code")) return takeSecret(form, "now", keyring);
  let secret = null;
  await work(app, async () => { secret = await DEEDS.showPasskey(app); return {}; });
  return secret;
}

// A deed tells what to say, and a code that has to be on paper before the change is kept.
async function work(app, deed) {
  isBusy = true;
  app.refresh();
  try {
    const { said = "", code = null, keep = null } = await deed();
    words.said = said;
    paper = code ? { code, keep } : null;
    if (said) asked = null;
  } catch (caught) {
    if (!(caught instanceof NotebookTrouble)) throw caught;
    words.problem = caught.message;
  } finally {
    isBusy = false;
    app.refresh();
  }
}
