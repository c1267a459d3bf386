// Making the notebook: what losing the keys means, a passphrase, and the code on paper. Nothing is
// kept before the person says that they have the code.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { makeCode } from "../notebook-code.js";
import { NotebookTrouble } from "../notebook-trouble.js";
import { BEFORE_YOU_START as BEFORE, WAYS } from "../notebook-words.js";
import { makeNotebook } from "../notebook.js";
import { keepKeyring } from "./keys.js";
import { holdOpen } from "./notebook-here.js";
import { strength } from "./strength.js";
import { toHeading } from "./trail.js";

let made = null; // {keyring, notebook, code}: not kept yet
let isTold = false;
let isBusy = false;
let problem = "";
let felt = strength("");

export function starting(app) {
  if (made) return codePage({ code: made.code, done: () => keep(app) });
  return isTold ? choosing(app) : before(app);
}

const before = (app) => html`<section class="card stack" aria-labelledby="before"><h2 id="before">${BEFORE.title}</h2>
  <p>${BEFORE.lead}</p><ul>${BEFORE.points.map((one) => html`<li>${one}</li>`)}</ul><p>${BEFORE.limit}</p>
  <form class="stack" @submit=${(event) => { event.preventDefault(); isTold = true; app.refresh(); }}>
    <label class="pick"><input type="checkbox" name="agree" required><span>${BEFORE.agree}</span></label>
    <div class="row"><button class="btn">${BEFORE.start}</button></div></form></section>`;

const choosing = (app) => html`<form class="card stack" aria-label="Choose a passphrase" @submit=${(event) => make(event, app)}>
  <h2>Choose a passphrase</h2>
  ${passphraseFields(app, problem)}
  <div class="row"><button class="btn" ?disabled=${isBusy} aria-busy=${isBusy}>Go on</button></div>
  <p role="status" class="small soft">${isBusy ? "Making the keys. On an older phone this takes a few seconds." : ""}</p></form>`;

/** Of a form in which a new passphrase is chosen. */
export const passphraseFields = (app, trouble) => html`<div class="field"><label for="phrase">New passphrase</label>
    <input class="input" id="phrase" name="phrase" type="password" autocomplete="off" aria-describedby="phrase-hint phrase-felt"
      @input=${(event) => { felt = strength(event.target.value); app.refresh(); }}>
    <p class="hint" id="phrase-hint">${WAYS.passphrase.about}</p><p class="small" id="phrase-felt" role="status">${felt.words}</p></div>
  <div class="field"><label for="phrase-again">The same again</label><input class="input" id="phrase-again" name="again" type="password" autocomplete="off" aria-describedby="phrase-wrong">
    <p class="error" id="phrase-wrong" role="alert" ?hidden=${!trouble}>${trouble}</p></div>`;

/** What was chosen, and the fields emptied; "" and words where it is not good. */
export function takePassphrase(form) {
  const [phrase, again] = [form.elements.phrase.value, form.elements.again.value];
  const { isEnough, words } = strength(phrase);
  if (!isEnough) return { phrase: "", trouble: words || "Choose a passphrase first." };
  if (phrase !== again) return { phrase: "", trouble: "The two are not the same." };
  [form.elements.phrase.value, form.elements.again.value] = ["", ""];
  felt = strength("");
  return { phrase, trouble: "" };
}

/** The code, shown this once. done(): the person has it on paper. */
export const codePage = ({ code, done, words = nothing }) => html`<form class="card stack" aria-label="Your printed code" @submit=${(event) => { event.preventDefault(); done(); }}>
  <h2>Your code for the notebook</h2>
  <p>${WAYS.code.about} It is shown this once. We don’t have it.</p>${words}
  <p class="code"><b>${code}</b></p>
  <div class="row"><button class="btn line" type="button" @click=${() => window.print()}>${icon("printer")}Print it</button></div>
  <label class="pick noprint"><input type="checkbox" name="paper" required><span>I have it on paper</span></label>
  <div class="row"><button class="btn">Go on</button></div></form>`;

async function make(event, app) {
  event.preventDefault();
  const { phrase, trouble } = takePassphrase(event.target);
  problem = trouble;
  if (phrase) {
    isBusy = true;
    app.refresh();
    const code = makeCode();
    try {
      made = { ...await makeNotebook([{ way: "passphrase", passphrase: phrase }, { way: "code", code }]), code };
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble)) throw caught;
      problem = caught.message;
    }
    isBusy = false;
  }
  app.refresh();
}

async function keep(app) {
  const { keyring, notebook } = made;
  await keepKeyring(app.store, {}, keyring);
  [made, isTold] = [null, false];
  holdOpen(app, notebook);
  app.refresh();
  toHeading();
}
