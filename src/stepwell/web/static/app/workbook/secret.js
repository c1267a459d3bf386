// A field for what opens the notebook: the passphrase or the printed code, whichever it has.
import { html, nothing } from "../../vendor/lit-html.js";
import { waysOf } from "./keys.js";

const chosen = new Map();
const NAMES = { passphrase: "Passphrase", code: "Printed code" };
const LABELS = { passphrase: "Your passphrase", code: "Your printed code" };

const wayOf = (name, keyring) => {
  const ways = waysOf(keyring);
  const wanted = chosen.get(name) ?? "passphrase";
  return ways.has(wanted) ? wanted : ways.has("passphrase") ? "passphrase" : "code";
};

/** name: of the field. What was typed stays in it until it is taken, and nowhere else. Where a
 * passkey is all that opens the notebook, there is only room for trouble. */
export function secretField(app, name, keyring, { problem = "", label = "" } = {}) {
  const ways = waysOf(keyring);
  const trouble = html`<p class="error" id="problem-${name}" role="alert" ?hidden=${!problem}>${problem}</p>`;
  if (!ways.has("passphrase") && !ways.has("code")) return trouble;
  const way = wayOf(name, keyring);
  return html`${ways.has("passphrase") && ways.has("code") ? html`<fieldset class="picks"><legend>${label || "Open with"}</legend>
    ${Object.keys(NAMES).map((one) => html`<label class="pick"><input type="radio" name="${name}-way" value=${one} .checked=${way === one}
      @change=${() => { chosen.set(name, one); app.refresh(); }}>${NAMES[one]}</label>`)}</fieldset>` : nothing}
  <div class="field"><label for="secret-${name}">${LABELS[way]}${label ? html`<span class="sr">, ${label}</span>` : nothing}</label>
    <input class="input" id="secret-${name}" name=${name} type=${way === "code" ? "text" : "password"} autocomplete="off" autocapitalize="none" spellcheck="false"
      aria-invalid=${problem ? "true" : nothing} aria-describedby="problem-${name}">
    ${trouble}</div>`;
}

export function takeSecret(form, name, keyring) {
  const field = form.elements[name];
  const typed = field?.value ?? "";
  if (field) field.value = "";
  const way = wayOf(name, keyring);
  return { way, [way]: typed };
}
