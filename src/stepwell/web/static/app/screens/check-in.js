// How someone is: everything may be left open. Whoever used sees next what helps.
import { html, nothing } from "../../vendor/lit-html.js";
import { desk, keep, problemWith } from "../check-ins.js";
import { today } from "../days.js";
import { byDay } from "../entry-desk.js";
import { checkInLines } from "../entry-words.js";
import { icon } from "../icon.js";
import { recentDay } from "../own-days.js";
import { addressOf } from "../router.js";
import { seenOfCheckIn } from "../shared-parts.js";
import { opened, rows, said, seen } from "./entry-parts.js";
import { bodyFrom, rest, urge, use, what } from "./check-in-form.js";

export default { name: "check-in", title: "Check in", icon: "sunrise", isTab: false, view };

const SHOWN = 30;
let isUsed = null; // As it is ticked now; null: as the entry says.
let problem = "";
desk.begin = () => { [isUsed, problem] = [null, ""]; };

function view(app) {
  const lines = (body) => checkInLines(body, app.documents.read("counting"));
  if (desk.opened) return opened(app, desk, { heading: "Change this check-in", back: "Back to check in", form: (body) => form(app, body), lines });
  return html`<h1>Check in</h1>${said(app, desk)}
  <p>Answer what you want to. You can skip all the rest.</p>
  ${form(app, {})}${before(app, lines)}`;
}

const form = (app, body) => html`<form class="stack loose" novalidate @submit=${(event) => submit(event, app, body)} @change=${(event) => changed(event, app)}>
  <div class="stack">${use(body)}${what(body, app.documents.read("counting"), isUsed ?? body.use === "yes")}${urge(body)}${rest(body, today())}</div>
  <div class="stack tight"><p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
    <button class="btn big wide">${icon("check")}Save</button>
    ${seen(seenOfCheckIn(app.store, body.share))}</div></form>`;

function before(app, lines) {
  const all = byDay(app.store, "checkin").slice(0, SHOWN);
  if (!all.length) return nothing;
  const more = ({ body }) => lines(body).slice(0, 3).map(([label, words]) => `${label}: ${words}`).join(". ");
  return html`<section class="stack" aria-labelledby="before"><h2 id="before">Your check-ins</h2>
    ${rows(app, desk, all, { title: ({ body }) => recentDay(body.on, today()), more })}
    <p><a class="link" href=${addressOf("next")}>Did you use? What helps now${icon("chevron-right", "turn")}</a></p></section>`;
}

function changed({ target }, app) {
  if (target.name === "use") isUsed = target.value === "yes";
  problem = "";
  app.refresh();
}

async function submit(event, app, before) {
  event.preventDefault();
  const form = event.target;
  const body = { ...bodyFrom(form, before), ...(before.share ? { share: before.share } : {}) };
  problem = problemWith(body, today());
  if (problem) app.refresh();
  else if (await keep(app, body)) form.reset();
}
