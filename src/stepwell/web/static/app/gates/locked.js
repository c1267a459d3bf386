import { html, nothing } from "../../vendor/lit-html.js";
import { clock } from "../days.js";
import { icon } from "../icon.js";
import { askPasskey, NoPasskey } from "../passkey.js";
import { addressOf } from "../router.js";
import { WrongPin } from "../vault.js";

const LONGEST_TIMER_MS = 3_600_000;
const LONG_MS = 2 * 3_600_000; // Longer than any wait but the last.
let problem = "";
let isBusy = false;
let timer = 0;

const view = (app) => {
  const wait = app.vault.waitsUntil - Date.now();
  const waits = wait > 0;
  clearTimeout(timer);
  if (waits) timer = setTimeout(app.refresh, Math.min(wait, LONGEST_TIMER_MS));
  return html`<h1>${icon("lock", "inline")} Locked</h1>
  <form class="card stack" @submit=${(event) => unlock(event, app)}>
    <div class="field"><label for="pin">Your PIN</label>
      <input class="input" id="pin" name="pin" type="password" autocomplete="off" required ?disabled=${waits}
        aria-invalid=${problem ? "true" : nothing} aria-describedby=${problem ? "wrong" : nothing}>
      <p class="error" id="wrong" role="alert" ?hidden=${!problem && !waits}>${waits ? waiting(app.vault.waitsUntil) : problem}</p></div>
    <div class="row"><button class="btn" ?disabled=${waits || isBusy} aria-busy=${isBusy}>${icon("lock-open")}Open</button>
      ${app.vault.passkey ? html`<button class="btn line" type="button" @click=${() => byPasskey(app)}>Use fingerprint or face</button>` : nothing}</div>
  </form>
  <p><a class="link" href=${addressOf("leave")}>I don’t know the PIN any more</a></p>`;
};

function waiting(until) {
  const when = clock(new Date(until));
  if (until - Date.now() < LONG_MS) return `That’s not it. To slow down anyone who guesses, the next try is at ${when}.`;
  return `That’s not it. After so many wrong tries we would remove what is here. Some of it may not be on the server yet, so it stays. The next try is tomorrow at ${when}.`;
}

async function unlock(event, app) {
  event.preventDefault();
  const { pin } = event.target.elements;
  const typed = pin.value;
  pin.value = "";
  await opening(app, () => app.vault.unlock(typed));
  pin.focus();
}

const byPasskey = (app) => opening(app, async () => app.vault.unlockWithPasskey((await askPasskey(app.vault.passkey.credential)).secret));

async function opening(app, open) {
  isBusy = true;
  problem = "";
  app.refresh();
  try {
    await open();
    isBusy = false;
    await app.open();
  } catch (error) {
    if (error instanceof WrongPin && error.isSpent) return app.wipeAll();
    problem = error instanceof WrongPin ? "That’s not it. Try again."
      : error instanceof NoPasskey ? "That did not work. Use your PIN." : "This could not be opened.";
    isBusy = false;
    app.refresh();
  }
}

export default { title: "Locked", view };
