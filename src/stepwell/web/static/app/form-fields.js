// Fields of a form for an entry. What the entry says is their beginning, which `reset` brings back;
// drawing the screen again leaves alone what someone filled in.
import { html, nothing } from "../vendor/lit-html.js";

const hintOf = (id, hint) => (hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing);

// options: [[value, words], …]; said: the value, or for `many` the values.
export const one = (name, legend, options, said, classes = "picks") => choice("radio", name, legend, options, (value) => value === said, classes);
export const many = (name, legend, options, said = []) => choice("checkbox", name, legend, options, (value) => said.includes(value), "picks");

const choice = (type, name, legend, options, isSaid, classes) => html`<fieldset class="field"><legend>${legend}</legend>
  <div class=${classes}>${options.map(([value, words]) => html`<label class="pick"><input type=${type} name=${name} value=${value} ?checked=${isSaid(value)}>${words}</label>`)}</div></fieldset>`;

export const line = (id, name, label, said = "", { hint = "", type = "text", most = 200, ...more } = {}) => html`<div class="field"><label for=${id}>${label}</label>
  <input class="input" id=${id} name=${name} type=${type} maxlength=${most} value=${said ?? ""} autocomplete="off"
    min=${more.min ?? nothing} max=${more.max ?? nothing} step=${more.step ?? nothing} inputmode=${type === "number" ? "decimal" : nothing} aria-describedby=${hint ? `${id}-hint` : nothing}>
  ${hintOf(id, hint)}</div>`;

export const text = (id, name, label, said = "", most = 20_000) => html`<div class="field"><label for=${id}>${label}</label>
  <textarea class="input" id=${id} name=${name} rows="3" maxlength=${most} .defaultValue=${said}></textarea></div>`;

// unsaid: the words for no answer. What the entry says is offered where it is not among the options,
// so that saving does not drop it.
export const list = (id, name, label, options, said = "", unsaid = "Not said") => html`<div class="field"><label for=${id}>${label}</label>
  <select class="input" id=${id} name=${name}>
    <option value="" ?selected=${said === ""}>${unsaid}</option>
    ${withSaid(options, String(said)).map(([value, words]) => html`<option value=${value} ?selected=${String(said) === value}>${words}</option>`)}
  </select></div>`;

const withSaid = (options, said) => (!said || options.some(([value]) => value === said) ? options : [...options, [said, said]]);

// What was filled in, as a body has it: {field: how to read it}. What is empty is left out.
export function read(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(Object.entries(fields)
    .map(([name, how]) => [name, how(data.getAll(name).map((one) => one.trim()).filter(Boolean))])
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && !value.length)));
}

export const word = ([value]) => value;
export const several = (values) => values;
export const number = ([value]) => (value === undefined || !Number.isFinite(Number(value)) ? undefined : Number(value));
export const whole = (values) => (number(values) === undefined ? undefined : Math.max(0, Math.round(number(values))));
