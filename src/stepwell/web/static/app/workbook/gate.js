// In front of everything that is written: make a notebook, open it, or join what two phones made.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { askPasskey } from "../notebook-passkey.js";
import { NotebookTrouble } from "../notebook-trouble.js";
import { join, keyringsOf, waysOf } from "./keys.js";
import { openWith } from "./notebook-here.js";
import { secretField, takeSecret } from "./secret.js";
import { starting } from "./starting.js";
import { toHeading } from "./trail.js";

let problem = "";
let isBusy = false;

/** Shown until the notebook is open. */
export function gate(app) {
  const keyrings = keyringsOf(app.store);
  if (!keyrings.length) return starting(app);
  return keyrings.length > 1 ? parted(app, keyrings) : shut(app, keyrings[0].keyring);
}

const shut = (app, keyring) => html`<form class="card stack" aria-label="Open the notebook" @submit=${(event) => submit(event, app, (form) => openWith(app, keyring, takeSecret(form, "open", keyring)))}>
    <p class="row"><span class="flag">${icon("lock")}Locked</span><span class="small soft">It locks after five minutes without use.</span></p>
    ${secretField(app, "open", keyring, { problem })}
    <div class="row">${waysOf(keyring).has("passphrase") || waysOf(keyring).has("code") ? html`<button class="btn" ?disabled=${isBusy} aria-busy=${isBusy}>${icon("lock-open")}Open</button>` : nothing}
      ${waysOf(keyring).has("passkey") ? html`<button class="btn line" type="button" ?disabled=${isBusy} @click=${() => attempt(app, async () => openWith(app, keyring, await app.staying(() => askPasskey())))}>Use my passkey</button>` : nothing}</div>
    <p role="status" class="small soft">${isBusy ? "Opening. On an older phone this takes a few seconds." : ""}</p>
  </form>
  <section class="stack" aria-labelledby="lost"><h2 id="lost">If you’ve lost it</h2>
    <p>We can’t reset it, because we never had it. The printed code opens the notebook too, and so does a passkey if you added one.</p>
    <p>Without any of them nobody can read these pages. Your days, meetings and plans are not touched by that.</p></section>`;

export const parted = (app, [mine, other]) => html`<form class="card stack" aria-label="Join two sets of keys" @submit=${(event) => submit(event, app, (form) => joinBoth(app, form, mine, other))}>
    <h2>Your notebook has two sets of keys</h2>
    <p>It was made or changed on two phones before they met. Nothing is lost. Type what opens each one, and they become one notebook with all pages. After that, only the ways of the first set open it.</p>
    ${secretField(app, "first", mine.keyring, { problem, label: `First set, ${when(mine)}` })}
    ${secretField(app, "second", other.keyring, { label: `Second set, ${when(other)}` })}
    <p class="hint">If you have only one of them, leave the other empty. You see the pages that it opens; the rest stays as it is.</p>
    <div class="row"><button class="btn" ?disabled=${isBusy} aria-busy=${isBusy}>${icon("lock-open")}Open</button></div></form>`;

const when = ({ madeAt }) => new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short" }).format(new Date(madeAt));

async function joinBoth(app, form, mine, other) {
  const first = takeSecret(form, "first", mine.keyring);
  const second = takeSecret(form, "second", other.keyring);
  if (!second[second.way]) return openWith(app, mine.keyring, first);
  if (!first[first.way]) return openWith(app, other.keyring, second);
  return openWith(app, await join(app.store, [mine, other], first, second), first);
}

function submit(event, app, work) {
  event.preventDefault();
  return attempt(app, () => work(event.target));
}

async function attempt(app, work) {
  [isBusy, problem] = [true, ""];
  app.refresh();
  try {
    await work();
    toHeading();
  } catch (caught) {
    if (!(caught instanceof NotebookTrouble)) throw caught;
    problem = caught.message;
  } finally {
    isBusy = false;
    app.refresh();
  }
}
