// Log a meeting in three taps: this tab, which meeting, Save.
import { html, nothing } from "../../vendor/lit-html.js";
import { byDay, openDesk } from "../entry-desk.js";
import { LIKINGS, meetingLines, meetingTitle, wordOf } from "../entry-words.js";
import { icon } from "../icon.js";
import { dayOf } from "../days.js";
import { isInWeek, recentDay } from "../own-days.js";
import { addressOf } from "../router.js";
import { seenOfMeeting } from "../shared-parts.js";
import { suggestions } from "../suggestions.js";
import { opened, rows, said, seen } from "./entry-parts.js";
import { bodyFrom, how, more, shareIn, sharing, which } from "./log-form.js";

export default { name: "log", title: "Log", icon: "plus", isTab: true, view };

const OTHER = "other";
const MOST_EARLIER = 60;
const desk = openDesk("meeting");
let picked = "";
let problem = "";
let share = null;
let isSaving = false;
desk.begin = () => { [picked, problem, share] = ["", "", desk.opened?.body?.share ?? null]; };

function view(app) {
  const today = dayOf(new Date());
  if (desk.opened) return opened(app, desk, { heading: "Change this entry", back: "Back to the log", form: (body) => changing(app, body, today), lines: meetingLines });
  return html`<h1>Log a meeting</h1>${said(app, desk)}${adding(app, today)}${week(app, today)}`;
}

function adding(app, today) {
  const near = suggestions(app, new Date());
  const isOther = picked === OTHER || !near.length;
  return html`<form class="stack loose" novalidate @submit=${(event) => add(event, app, near)} @change=${(event) => changed(event, app)}>
    ${near.length ? html`<fieldset class="stack tight"><legend><h2>Which one?</h2></legend>
      ${near.map(({ key, body, last }) => html`<label class="pick"><input type="radio" name="meeting" value=${key} .checked=${picked === key}><span><b>${meetingTitle(body)}</b>, today<br><span class="small soft">You were there: ${recentDay(last, today)}</span></span></label>`)}
      <label class="pick"><input type="radio" name="meeting" value=${OTHER} .checked=${picked === OTHER}><span>Another meeting or day</span></label></fieldset>` : nothing}
    ${isOther ? html`<section class="stack" aria-label="Which meeting">${which({ on: today }, today)}</section>` : nothing}
    <div class="stack">${how({})}${more({})}${sharing({})}</div>
    ${saving(app)}
  </form>`;
}

const changing = (app, body, today) => html`<form class="stack loose" novalidate @submit=${(event) => change(event, app, body)} @change=${(event) => changed(event, app)}>
  ${which(body, today)}<div class="stack">${how(body)}${more(body)}${sharing(body)}</div>${saving(app)}</form>`;

const saving = (app) => html`<div class="stack tight">
  <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
  <button class="btn big wide">${icon("check")}Save</button>
  ${seen(seenOfMeeting(app.store, share))}
  ${app.keeps ? html`<p class="small soft">You can save without a network.</p>` : nothing}</div>`;

function week(app, today) {
  const all = byDay(app.store, "meeting");
  const [now, before] = [all.filter(({ body }) => isInWeek(body.on, today)), all.filter(({ body }) => !isInWeek(body.on, today))];
  const words = { title: ({ body }) => `${recentDay(body.on, today)}, ${meetingTitle(body)}`, more: ({ body }) => (body.liking ? wordOf(LIKINGS, body.liking) : "") };
  return html`<section class="stack" aria-labelledby="week"><h2 id="week">This week</h2>
    ${now.length ? rows(app, desk, now, words) : html`<p class="soft">No meeting is written down for the last seven days.</p>`}
    ${before.length ? html`<details class="fold"><summary>Earlier (${before.length})</summary>${rows(app, desk, before.slice(0, MOST_EARLIER), words)}</details>` : nothing}
    <p><a class="link" href=${addressOf("next")}>Did you use? What helps now${icon("chevron-right", "turn")}</a></p></section>`;
}

function changed({ currentTarget: form, target }, app) {
  if (target.name === "meeting") picked = target.value;
  if (target.name === "way") form.querySelector("[data-some]").hidden = target.value !== "some";
  share = shareIn(form);
  problem = "";
  app.refresh();
}

async function add(event, app, near) {
  event.preventDefault();
  const form = event.target;
  const choice = form.elements.meeting?.value ?? OTHER;
  const began = near.find(({ key }) => key === choice)?.body;
  if (near.length && !choice) return refuse(app, "Tap a meeting first, or “Another meeting or day”.");
  await keep(app, form, bodyFrom(form, began));
}

async function change(event, app, body) {
  event.preventDefault();
  const { code } = body;
  await keep(app, event.target, { ...(code ? { code } : {}), ...bodyFrom(event.target) });
}

async function keep(app, form, body) {
  const today = dayOf(new Date());
  if (!body.on) return refuse(app, "Say on which day it was.");
  if (body.on > today) return refuse(app, "That day lies ahead. Write down what has been.");
  if (isSaving) return undefined; // A second tap is no second meeting.
  isSaving = true;
  try {
    await desk.save(app, body);
  } finally {
    isSaving = false;
  }
  form.reset();
  form.querySelector("[data-some]").hidden = true;
  return undefined;
}

function refuse(app, words) {
  problem = words;
  app.refresh();
}
