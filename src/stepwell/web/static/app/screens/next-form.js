// Writing down a use: what, when, and from when on they count again.
import { html, nothing } from "../../vendor/lit-html.js";
import { addDays } from "../calendar-days.js";
import { line, list, many, one, read, several, text, word } from "../form-fields.js";
import { recentDay } from "../own-days.js";
import { choices } from "./check-in-form.js";

const OWN_LINE = "own_line";

// body: what the form begins with, and `again`, of againOf(). draft: {on, what, prescribed} as they
// are chosen now. own: of ownLines().
export function fields(body, draft, { rules, own, today }) {
  const what = [...choices(rules), ...(own.length ? [[OWN_LINE, rules.behaviors[OWN_LINE]]] : [])];
  const canBePrescribed = rules.substances[draft.what]?.can_be_prescribed;
  return html`${list("use-what", "what", "What was it?", what, body.what ?? "", "Choose one")}
  ${draft.what === OWN_LINE ? many("of", "Which line?", own, body.of) : nothing}
  ${canBePrescribed ? html`<label class="task"><input type="checkbox" name="prescribed" value="yes" .checked=${Boolean(body.as_prescribed)}><span>It was a medicine, taken as prescribed. That ends no date.</span></label>` : nothing}
  ${line("use-on", "on", "Which day?", body.on ?? today, { type: "date", max: today })}
  ${draft.prescribed ? nothing : one("again", "I count again from", again(draft.on || today, today), body.again, "stack tight")}
  ${text("use-note", "note", "Note", body.note, 2000)}`;
}

const again = (on, today) => [
  ["after", `The day after: ${ahead(addDays(on, 1), today)}`],
  ["same", `The same day: ${ahead(on, today)}`],
  ["not", "Not yet. I’ll say later."],
];

const ahead = (day, today) => (day === addDays(today, 1) ? "tomorrow" : recentDay(day, today).replace(/^(Today|Yesterday)$/, (one) => one.toLowerCase()));

export const saidIn = (form) => read(form, { on: word, what: word, prescribed: word, of: several, again: word, note: word });
