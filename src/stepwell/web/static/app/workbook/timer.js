// A quiet timer: no sound, the screen stays on and readable, and the time left is in words.
import { html } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { back } from "./parts.js";
import { sheetOf } from "./texts.js";

const MINUTES = [2, 5, 10, 20];
const LONGEST = 120;
let endsAt = 0;
let minutes = 0;
let ticking = 0;
let light = null;

export function timer(app, trail) {
  const left = endsAt - Date.now();
  return html`${back(trail, `Step ${trail.page.step}`)}<h1>Quiet time</h1><p>${sheetOf(trail.page.sheet).about}</p>
  ${!endsAt ? choosing(app) : left > 0 ? running(app, left) : over(app, trail)}`;
}

const choosing = (app) => html`<form class="card stack" @submit=${(event) => { event.preventDefault(); start(app, Number(event.target.elements.minutes.value)); }}>
  <div class="picks" role="group" aria-label="Minutes">${MINUTES.map((one) => html`<button class="btn line" type="button" @click=${() => start(app, one)}>${one} minutes</button>`)}</div>
  <div class="field"><label for="minutes">Or another time, in minutes</label><input class="input" id="minutes" name="minutes" type="number" min="1" max=${LONGEST} required></div>
  <div class="row"><button class="btn">Start</button></div></form>`;

const running = (app, left) => html`<section class="card stack" aria-label="Time left">
  <p class="lede" role="timer">${icon("hourglass", "inline")} ${inWords(left)}</p>
  <p class="soft">The screen stays on. Nothing rings.</p>
  <div class="row"><button class="btn line" type="button" @click=${() => stop(app)}>Stop</button></div></section>`;

const over = (app, trail) => html`<section class="card stack"><p class="lede" role="status">${icon("check", "inline")} The time is over.</p>
  <div class="row"><button class="btn" type="button" @click=${() => note(trail)}>Write it down</button>
  <button class="btn line" type="button" @click=${() => stop(app)}>Leave it</button></div></section>`;

export function inWords(ms) {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return seconds === 1 ? "1 second left" : `${seconds} seconds left`;
  const whole = Math.ceil(seconds / 60);
  return whole === 1 ? "1 minute left" : `${whole} minutes left`;
}

async function start(app, chosen) {
  minutes = chosen;
  endsAt = Date.now() + minutes * 60_000;
  ticking = setInterval(() => tick(app), 1000);
  app.refresh();
  light = await navigator.wakeLock?.request("screen").catch(() => null); // Not on every phone.
}

function tick(app) {
  if (Date.now() >= endsAt) rest();
  app.refresh();
}

function rest() {
  clearInterval(ticking);
  light?.release();
  light = null;
}

function stop(app) {
  rest();
  endsAt = 0;
  app.refresh();
}

function note(trail) {
  endsAt = 0;
  trail.turn({ ...trail.page, name: "sheet", begun: { minutes: String(minutes) } });
}
