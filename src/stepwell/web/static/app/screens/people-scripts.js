// Words for asking someone to be a sponsor, from the document of the steps.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";

export function scripts(app) {
  const document = app.documents.read("steps");
  if (document === undefined) return nothing;
  return html`<section class="stack" aria-labelledby="asking"><h2 id="asking">Asking for a sponsor</h2>
    ${document ? document.scripts.map(({ title, text }) => html`<details class="fold"><summary>${title}${icon("chevron-down")}</summary><div class="stack tight">${text.map((one) => html`<p>${one}</p>`)}</div></details>`)
      : html`<p class="soft">The words for this are not on this phone yet. They come when there is a network.</p>`}</section>`;
}
