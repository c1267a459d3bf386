// The kinds of fields a worksheet may have; see docs/steps.md.
import { html, nothing } from "../../vendor/lit-html.js";
import { chosen } from "./entries.js";

const LONGEST_MINUTES = 24 * 60;

export const field = (one, value, say) => (one.choices.length ? picks(one, value, say) : typed(one, value, say));

const typed = (one, value, say) => {
  const id = `field-${one.id}`;
  const about = one.hint.length ? `${id}-hint` : nothing;
  return html`<div class="field"><label for=${id}>${say(one.label)}</label>
  ${one.kind === "words"
    ? html`<textarea class="input" id=${id} name=${one.id} rows="4" aria-describedby=${about} .value=${value}></textarea>`
    : html`<input class="input" id=${id} name=${one.id} type=${TYPES[one.kind]} min=${one.kind === "minutes" ? 0 : nothing} max=${one.kind === "minutes" ? LONGEST_MINUTES : nothing} autocomplete="off" aria-describedby=${about} .value=${value}>`}
  ${hint(one, about, say)}</div>`;
};

const TYPES = { line: "text", date: "date", minutes: "number" };

const picks = (one, value, say) => html`<fieldset class="picks" aria-describedby=${one.hint.length ? `field-${one.id}-hint` : nothing}><legend>${say(one.label)}</legend>
  ${one.choices.map(({ id, label }) => html`<label class="pick"><input type=${one.kind === "choices" ? "checkbox" : "radio"} name=${one.id} value=${id} .checked=${chosen(value).includes(id)}><span>${say(label)}</span></label>`)}
  ${hint(one, `field-${one.id}-hint`, say)}</fieldset>`;

const hint = (one, id, say) => (one.hint.length ? html`<p class="hint" id=${id}>${one.hint.map(say).join(" ")}</p>` : nothing);
