// Copies for the counselor: made by an explicit act, and taken back by another. See docs/sharing.md.
import { html, nothing } from "../../vendor/lit-html.js";
import { copyForCounselor } from "../notebook-entries.js";
import { readDay } from "./parts.js";

let asking = "";

const copiesOf = (store) => store.records("copy").flatMap(({ id, heads }) => heads
  .filter(({ body }) => body).slice(-1).map(({ body, made_at: madeAt }) => ({ id, body, madeAt })));

/** Beside a page: hand a copy of it over, or that one was. */
export function handing(app, { id }, entry) {
  const same = JSON.stringify(copyForCounselor(entry));
  const handed = copiesOf(app.store).find(({ body }) => JSON.stringify(body) === same);
  if (handed) return html`<p class="small soft">You made a copy of it for your counselor on ${readDay(handed.madeAt)}.</p>`;
  if (asking !== id) return html`<div class="row"><button class="btn plain" type="button" @click=${() => ask(app, id)}>Hand a copy to my counselor<span class="sr">: ${readDay(entry.made_on)}</span></button></div>`;
  return html`<div class="notice warn"><div class="stack tight"><p>A copy of this page, as it stands, goes into your program’s record when it is sent. What you change here later stays private. You can take the copy back. If you have no program, nobody gets it.</p>
    <div class="row"><button class="btn" type="button" @click=${() => hand(app, entry)}>Yes, hand it over</button>
    <button class="btn line" type="button" @click=${() => ask(app, "")}>Keep it private</button></div></div></div>`;
}

/** All that were made, wherever the page they were made from is now. */
export function handedOver(app) {
  const copies = copiesOf(app.store);
  if (!copies.length) return nothing;
  return html`<section class="stack" aria-labelledby="copies"><h2 id="copies">Copies for your counselor</h2>
    <ul class="rows" role="list">${copies.map(({ id, body, madeAt }) => html`<li class="row"><span><b>${body.title || "A page"}</b><br><span class="small soft">Of ${readDay(body.on)}, copied ${readDay(madeAt)}</span></span>
      <button class="btn plain push" type="button" @click=${() => app.store.remove(id)}>Take it back<span class="sr">: ${body.title || "a page"} of ${readDay(body.on)}</span></button></li>`)}</ul>
    <p class="small soft">What is taken back goes from your program’s record. Your program still sees that a page was given.</p></section>`;
}

function ask(app, id) {
  asking = id;
  app.refresh();
}

async function hand(app, entry) {
  asking = "";
  await app.store.write("copy", copyForCounselor(entry));
  app.refresh();
}
