// What is on this phone, said by kind and count.
import { html } from "../../vendor/lit-html.js";

const KINDS = {
  meeting: "meetings", checkin: "check-ins", use: "days of use", journal: "journal pages", step: "step work",
  person: "people", date: "dates", setting: "settings", sealed: "locked notebook pages", copy: "copies for your counselor", keyring: "notebook keys",
};

export const kept = (app) => html`<section class="stack" aria-labelledby="kept"><h2 id="kept">What is on this phone</h2>
  ${app.keeps ? html`<p>The app’s own files, which are the same for everyone, and your entries. Your entries are scrambled: another app, or someone with a copy of this phone’s storage, needs ${app.vault.hasLock ? "your PIN" : "this browser’s key as well. A lock makes that your PIN"}.</p>`
    : html`<p>Nothing stays. What you write is sent, and is gone from here when this page closes.</p>`}
  <dl class="kv">${Object.entries(KINDS).map(([kind, words]) => [words, app.store.records(kind).length]).filter(([, count]) => count)
    .map(([words, count]) => html`<dt>${words}</dt><dd>${count}</dd>`)}
    <dt>not sent yet</dt><dd>${app.sending.waiting}</dd></dl></section>`;
