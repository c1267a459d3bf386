// A question of a step, and what the person writes about it.
import { html, nothing } from "../../vendor/lit-html.js";
import { answer, dayOf, isAnswer } from "./entries.js";
import { gate } from "./gate.js";
import { draftOf, entries, isOpen, startOf } from "./notebook-here.js";
import { back, locked, savedWords, state } from "./parts.js";
import { saved, typed } from "./saves.js";
import { stepOf, waits, wordsFor } from "./texts.js";
import { lines, written } from "./written.js";

let problem = "";

export function writing(app, trail) {
  const { step: number, question: at } = trail.page;
  const step = stepOf(number);
  const question = step.questions[at];
  const say = wordsFor(app);
  return html`${back(trail, `Step ${number}`)}
  <p class="soft">Step ${number}, question ${at + 1} of ${step.questions.length}</p>
  <h1>${say(question.title)}</h1>${question.text.map((one) => html`<p>${say(one)}</p>`)}
  ${isOpen() ? html`${state()}${waits(number) ? nothing : form(app, trail, step, say)}${before(app, trail, step, question)}` : gate(app)}`;
}

function form(app, trail, step, say) {
  const { question: at, changed } = trail.page;
  const question = step.questions[at];
  const key = `${step.number}/${question.id}/${changed?.id ?? ""}`;
  const over = changed ? { record: changed.id, seen: changed.seen } : undefined;
  const made = (text) => text.trim() && answer({
    step: step.number, question: question.id, title: say(question.title), text, on: changed?.entry.made_on ?? dayOf(new Date()),
  });
  const next = (told) => {
    problem = "";
    if (at + 1 < step.questions.length) trail.turn({ ...trail.page, question: at + 1, changed: null, told });
    else trail.back();
  };
  return html`<form class="stack" @submit=${(event) => submit(event, app, { key, over, made, next })}>
    <div class="field"><label for="note">Your words</label>
      <textarea class="input" id="note" name="note" rows="9" .value=${startOf(trail.page, () => draftOf(key)?.entry.text ?? changed?.entry.text ?? "")} aria-describedby="note-wrong" @input=${(event) => typed(key, made(event.target.value), over)}></textarea>
      ${locked}<p class="error" id="note-wrong" role="alert" ?hidden=${!problem}>${problem}</p></div>
    <div class="row"><button class="btn">Save and go on</button><button class="btn line" type="button" @click=${() => next("")}>Skip</button></div>
    <p role="status" class="small soft">${trail.page.told}</p></form>`;
}

async function submit(event, app, { key, over, made, next }) {
  event.preventDefault();
  const entry = made(event.target.elements.note.value);
  problem = entry ? await saved(key, entry, over) : "Write something first, or skip.";
  if (problem) app.refresh();
  else next(savedWords(app));
}

const before = (app, trail, step, question) => {
  const records = entries((entry) => isAnswer(entry, step.number, question.id));
  return records.length ? html`<section class="stack" aria-labelledby="earlier"><h2 id="earlier">What you wrote</h2>
    ${written(app, records, {
      shown: ({ text }) => lines(text),
      change: waits(step.number) ? null : ({ id, seen }, entry) => trail.turn({ ...trail.page, changed: { id, seen, entry } }),
    })}</section>` : nothing;
};
