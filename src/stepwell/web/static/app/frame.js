// Bar, page and tabs around every screen.
import { html, nothing } from "../vendor/lit-html.js";
import { icon } from "./icon.js";
import { addressOf } from "./router.js";
import { SCREENS } from "./screens.js";
import { shortDay } from "./days.js";

const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path class="stone" d="M0 2h4v5h3v5h3v6h4v-6h3V7h3V2h4v20H0z"/><path class="pool" d="M7 9.5h10V12h-3v6h-4v-6H7z"/></svg>`;

export const frame = (app, screen, content) => html`<header class="bar">
  <div class="wrap"><div class="row">
    <a class="brand" href=${addressOf(SCREENS[0].name)}>${mark}<span class="sr">${app.look.name}, today</span></a>
    <p class="small">${shortDay(new Date())}<br>${app.store ? sent(app.sending) : nothing}</p>
    <div class="safety">
      <a class="btn urgent" href=${addressOf("help")}>${icon("life-buoy")}Help now</a>
      <a class="btn plain" href=${app.places.leave} rel="noreferrer" @click=${(event) => { event.preventDefault(); app.leave(); }}>${icon("eye-off")}Hide<span class="sr"> this app and open a neutral page</span></a>
    </div>
  </div></div>
</header>
${main(app, screen, content)}
${app.store ? tabs(screen) : nothing}`;

function main(app, screen, content) {
  const top = app.store && screen.top?.(app);
  if (!top || top === nothing) return html`<main id="main" class="wrap slim stack loose">${content}</main>`;
  return html`<main id="main">${top}<div class="wrap slim below stack loose">${content}</div></main>`;
}

const tabs = (screen) => html`<nav class="tabbar" aria-label="Main">${SCREENS.filter((one) => one.isTab).map((one) => html`
  <a href=${addressOf(one.name)} aria-current=${one === screen ? "page" : nothing}>${icon(one.icon)}${one.title}</a>`)}</nav>`;

const sent = ({ waiting }) => (waiting
  ? html`${icon("cloud-off", "inline")} ${waiting} waiting`
  : html`${icon("check", "inline")} All sent`);
