// What the program sees now, as the server says it, or as it last said it.
import { html, nothing } from "../../vendor/lit-html.js";
import { clock, dayOf, dayWords } from "../days.js";
import { icon } from "../icon.js";
import { alsoSeen, dayLines, isSame, partsWords, PARTS, SHARED } from "../sharing.js";

const AGAIN_MS = 60_000;
let asked = { cursor: null, at: 0 };
let trouble = "";
const TROUBLES = { away: "The server isn’t reached.", out: "You’re signed out. Sign in to ask again." };

export function seen(app, parts) {
  ask(app);
  const copy = app.copies.read(SHARED);
  return html`<section class="stack" aria-labelledby="seen"><h2 id="seen">What your program sees now</h2>
    ${!trouble ? nothing : html`<p class="notice offline" role="status">${icon("cloud-off")}<span>${TROUBLES[trouble]} ${copy ? "This is what the server said last." : "There is no copy of the answer here yet."}</span></p>`}
    ${copy ? told(copy, parts) : nothing}</section>`;
}

function told({ said, at }, parts) {
  const when = html`<p class="small soft">As of ${dayWords(dayOf(new Date(at)))}, ${clock(new Date(at))}</p>`;
  if (!said.has_record) return html`<p>No program keeps a record of you here. So no program sees what you write.</p>${when}`;
  const on = PARTS.map(([part]) => part).filter((part) => said.parts[part]);
  return html`${isSame(parts, said.parts) ? nothing : html`<p role="status">${icon("clock", "inline")} Your last change is not there yet. Below is what holds until then.</p>`}
    <p>${said.carers.length ? html`${said.carers.join(", ")} and their supervisors see` : "Staff who care for you see"}: <b>${partsWords(on)}</b>.</p>
    <details class="fold"><summary>The very days they see${icon("chevron-down")}</summary><div class="stack tight"><p class="small soft">Since ${dayWords(said.first)}, with what staff wrote down themselves.</p>
      ${said.days.length ? html`<dl class="kv">${said.days.map((day) => html`<dt>${dayWords(day.on)}</dt><dd>${dayLines(day).map((line) => html`${line}<br>`)}</dd>`)}</dl>` : html`<p>None.</p>`}</div></details>${besides(alsoSeen(said))}${when}`;
}

const besides = (lines) => (lines.length ? html`<h3>Besides the switches</h3><ul class="rows" role="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>` : nothing);

// Again after each exchange, and where the last answer is old.
async function ask(app) {
  const cursor = app.store.cursor().after;
  if (app.sending.waiting || (asked.cursor === cursor && Date.now() - asked.at < AGAIN_MS)) return;
  asked = { cursor, at: Date.now() };
  const { said, failure = "" } = await answer(app.places.shared);
  trouble = failure;
  if (said) await app.copies.keep(SHARED, said, Date.now());
  app.refresh();
}

async function answer(address) {
  try {
    const came = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (came.ok) return { said: await came.json() };
    return { failure: came.status >= 500 ? "away" : "out" };
  } catch {
    return { failure: "away" };
  }
}
