// After a use: first whether there is danger, then someone to call, a meeting, the plan; then, if
// they want to, writing it down. Nothing is taken away by it.
import { html, nothing } from "../../vendor/lit-html.js";
import { slugWords, told } from "../counting.js";
import { byDay, openDesk } from "../entry-desk.js";
import { icon } from "../icon.js";
import { dayOf } from "../days.js";
import { fullDay, recentDay } from "../own-days.js";
import { callList, dialed } from "../people.js";
import { addressOf } from "../router.js";
import { seenOfUse } from "../shared-parts.js";
import { againOf, effectOf, lastSaid, ownLines, problemWith, useFrom } from "../uses.js";
import { opened, rows, said, seen } from "./entry-parts.js";
import { effectWords, yourDays } from "./next-days.js";
import { fields, saidIn } from "./next-form.js";

export default { name: "next", title: "What helps now", icon: "sunrise", isTab: false, view };

const desk = openDesk("use");
let draft = null; // What the form shows now, where something was chosen.
let problem = "";
let isSaving = false;
let parts;
desk.begin = () => { [draft, problem] = [null, ""]; };

function view(app) {
  const today = dayOf(new Date());
  const lines = (body) => usedLines(body, app.documents.read("counting"), today);
  if (desk.opened) return opened(app, desk, { heading: "Change this entry", back: "Back to what helps now", form: (body) => form(app, body, today), lines });
  const isSaid = lastSaid(app.store, today);
  return html`<h1>What helps now</h1>${said(app, desk)}
  ${isSaid ? html`<p>${icon("check", "inline")} Your check-in is saved.</p>` : nothing}
  <p class="lede">Thank you for saying so. What would help in the next hour?</p>
  ${safety()}${people(app)}${places(app)}${writing(app, today, lines)}`;
}

function safety() {
  parts ??= ["lines", "dangers"].map((id) => document.getElementById(id).content.cloneNode(true)).map((one) => [...one.childNodes]);
  return html`<section class="stack" aria-labelledby="safe-first">${parts[0]}${parts[1]}</section>`;
}

const people = (app) => {
  const known = callList(app.store);
  return html`<section class="stack" aria-labelledby="call"><h2 id="call">Call someone</h2>
    ${known.map(({ name, number }) => html`<a class="btn big wide" href="tel:${dialed(number)}">${icon("phone-call")}Call ${name}</a>`)}
    ${known.length ? nothing : html`<p>Nobody is on your list yet. <a href=${addressOf("help")}>Put someone on it</a></p>`}</section>`;
};

const places = ({ places: { meetings, plan } }) => html`<section class="stack" aria-labelledby="go"><h2 id="go">Then</h2>
  <ul class="rows go" role="list">
    <li><a href=${meetings}>${icon("map-pin")}<span><b>Go to the next meeting</b><br><span class="small soft">You can just listen. Needs a network.</span></span>${icon("chevron-right", "turn")}</a></li>
    <li><a href=${plan}>${icon("shield-check")}<span><b>Look at your safety plan</b><br><span class="small soft">Needs a network</span></span>${icon("chevron-right", "turn")}</a></li>
  </ul></section>`;

function writing(app, today, lines) {
  const all = byDay(app.store, "use");
  const standing = told(app, today);
  const words = {
    title: ({ body }) => `${recentDay(body.on, today)}, ${nameOf(body.what, app.documents.read("counting"))}`,
    more: ({ id, body }) => [
      ...lines(body).slice(2).map(([label, one]) => `${label}: ${one}.`),
      standing ? effectWords(effectOf(id, standing), standing.rules) : "",
    ].join(" "),
  };
  return html`<section class="stack" aria-labelledby="write"><h2 id="write">Write it down, if you want</h2>${form(app, {}, today)}</section>
  <section class="stack" aria-labelledby="days"><h2 id="days">Your days</h2>${yourDays(standing)}
    ${all.length ? html`<h3>What you wrote down</h3>${rows(app, desk, all, words)}` : nothing}</section>`;
}

function form(app, body, today) {
  const rules = app.documents.read("counting");
  if (!rules) return html`<p class="soft">This needs a network once. What you said in your check-in is saved.</p>`;
  const began = body.on ? { ...body, again: againOf(body) } : { on: today, ...lastSaid(app.store, today), again: "after" };
  const now = draft ?? { on: began.on, what: began.what, prescribed: began.as_prescribed };
  const own = ownLines(told(app, today).lines);
  return html`<form class="card stack" novalidate @submit=${(event) => submit(event, app, today)} @change=${(event) => changed(event, app)}>
    ${fields(began, now, { rules, own, today })}
    <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
    <button class="btn wide">Save</button>
    ${seen(seenOfUse(app.store))}</form>`;
}

const nameOf = (slug, rules) => (rules ? slugWords(slug, rules) : slug);

function usedLines(body, rules, today) {
  const again = body.again_on ? fullDay(body.again_on) : "not yet";
  return [["Day", recentDay(body.on, today)], ["What", nameOf(body.what, rules)],
    body.as_prescribed ? ["Taken", "as prescribed"] : ["I count again from", again],
    ...(body.note ? [["Note", body.note]] : [])];
}

function changed({ currentTarget }, app) {
  draft = saidIn(currentTarget);
  problem = "";
  app.refresh();
}

async function submit(event, app, today) {
  event.preventDefault();
  const form = event.target;
  const body = useFrom(saidIn(form), app.documents.read("counting"));
  problem = problemWith(body, app.documents.read("counting"), today);
  if (problem || isSaving) return app.refresh();
  isSaving = true;
  try {
    await desk.save(app, body);
  } finally {
    isSaving = false;
  }
  form.reset();
  return undefined;
}
