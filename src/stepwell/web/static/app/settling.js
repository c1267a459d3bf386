// Two phones said different things: both are shown until the person says which of them stands.
import { html, nothing } from "../vendor/lit-html.js";
import { icon } from "./icon.js";

// words: what to show of a body. Keeping one is a version over all that were shown.
export function settling(app, record, words) {
  if (!record.isConflict) return nothing;
  const seen = record.heads.map(({ id }) => id);
  return html`<div class="card stack tight"><p>${icon("circle-alert", "inline")} Two phones say different things here. Both are kept until you choose.</p>
    <ul class="rows" role="list">${record.heads.map(({ body }) => html`<li class="row"><span>${body ? words(body) : "Removed"}</span>
      <button class="btn line push" type="button" @click=${() => app.store.write(record.kind, body, { record: record.id, seen })}>${body ? "Keep this one" : "Remove it"}</button></li>`)}</ul></div>`;
}
