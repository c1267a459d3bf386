// The lock: on, off, another PIN, a passkey beside it, and how soon it closes.
import { html, nothing } from "../../vendor/lit-html.js";
import { clock } from "../days.js";
import { icon } from "../icon.js";
import { askPasskey, canUsePasskey, NoPasskey } from "../passkey.js";
import { MOST_TRIES, problemWithPin, SHORTEST_PIN } from "../pin-rules.js";
import { WrongPin } from "../vault.js";

const AFTER = [[0, "At once"], [60, "After a minute"], [300, "After five minutes"]];
let said = "";
let isWrong = false;
let hasReader = false;
canUsePasskey().then((can) => { hasReader = can; });

export const lock = (app) => html`<section class="stack" aria-labelledby="lock"><h2 id="lock">Lock</h2>
  <p><span class="flag ${app.vault.hasLock ? "ok" : ""}">${icon(app.vault.hasLock ? "lock" : "lock-open")}${app.vault.hasLock ? "On" : "Off"}</span></p>
  <p>${app.vault.hasLock ? "It closes when you hide the app, and when the app is out of sight." : "With a lock, the app opens only with your PIN. Without it, anyone who can use this phone can read what you wrote."} We can’t reset the PIN. If you forget it, you remove the app’s entries from this phone and sign in again. After ${MOST_TRIES} wrong tries they are removed, if all of them are safe on the server.</p>
  <form class="card stack" @submit=${(event) => submit(event, app)}>
    ${app.vault.hasLock ? pin("current", "Your PIN now") : nothing}
    ${pin("chosen", app.vault.hasLock ? "A new PIN, if you want another" : "A PIN", `At least ${SHORTEST_PIN} digits or letters; longer is safer`)}
    ${pin("again", "The same again")}
    <p role="alert" class=${isWrong ? "error" : ""}>${said}</p>
    <div class="row">${app.vault.hasLock ? changes(app) : html`<button class="btn" value="set">${icon("lock")}Turn the lock on</button>`}</div>
  </form>
  ${app.vault.hasLock ? after(app) : nothing}</section>`;

const changes = (app) => html`<button class="btn line" value="set">Change the PIN</button>
  ${app.vault.passkey ? html`<button class="btn line" value="forget">Stop using fingerprint or face</button>`
    : hasReader ? html`<button class="btn line" value="passkey">Use fingerprint or face too</button>` : nothing}
  <button class="btn line" value="off">${icon("lock-open")}Turn the lock off</button>`;

const pin = (name, label, hint) => html`<div class="field"><label for="pin-${name}">${label}</label>
  <input class="input" id="pin-${name}" name=${name} type="password" autocomplete="off" aria-describedby=${hint ? `pin-hint-${name}` : nothing}>
  ${hint ? html`<p class="hint" id="pin-hint-${name}">${hint}</p>` : nothing}</div>`;

const after = (app) => html`<fieldset class="field"><legend>When the app is out of sight, lock it</legend>
  <div class="picks">${AFTER.map(([seconds, words]) => html`<label class="pick"><input type="radio" name="after" .checked=${app.lockAfter === seconds} @change=${() => app.setLockAfter(seconds)}>${words}</label>`)}</div></fieldset>`;

async function submit(event, app) {
  event.preventDefault();
  const form = event.target;
  const values = Object.fromEntries(new FormData(form));
  const deed = event.submitter?.value ?? "set";
  try {
    said = await DEEDS[deed](app, values);
    isWrong = false;
    form.reset();
  } catch (error) {
    if (error instanceof WrongPin && error.isSpent) return app.wipeAll();
    said = wordsFor(error);
    isWrong = true;
  }
  app.refresh();
}

class NotYet extends Error {}

const DEEDS = {
  async set(app, { current, chosen, again }) {
    const problem = problemWithPin(chosen) || (chosen === again ? "" : "The two are not the same.");
    if (problem) throw new NotYet(problem);
    await app.vault.setPin(chosen, current);
    return "The lock is on with this PIN.";
  },
  async off(app, { current }) {
    await app.vault.removeLock(current);
    return "The lock is off.";
  },
  async passkey(app, { current }) {
    await app.staying(() => app.vault.addPasskey(current, () => askPasskey()));
    return "Fingerprint or face opens the app too, beside the PIN.";
  },
  async forget(app) {
    await app.vault.removePasskey();
    return "Only the PIN opens the app now.";
  },
};

function wordsFor(error) {
  if (error instanceof NotYet) return error.message;
  if (error instanceof NoPasskey) return "There is no passkey of yours here that can do that. Passkeys are made on the page “How you sign in”. The PIN works as before.";
  if (!(error instanceof WrongPin)) throw error;
  return error.until > Date.now() ? `That’s not your PIN. The next try is at ${clock(new Date(error.until))}.` : "That’s not your PIN.";
}
