import { html, nothing } from "../../vendor/lit-html.js";
import { countWords, lineOnToday, told } from "../counting.js";
import { longDay } from "../days.js";
import { icon } from "../icon.js";
import { callList, dialed } from "../people.js";
import { addressOf } from "../router.js";
import { sentence } from "../sending-words.js";
import { checkInCard } from "./check-in-card.js";

export default { name: "today", title: "Today", icon: "sunrise", isTab: true, top, view };

// Days had, in the person's own word; nothing where they count none or want none shown.
function top(app) {
  const found = told(app);
  const line = found && lineOnToday(app, found);
  if (!line) return nothing;
  const { count, words, more } = countWords(line);
  return html`<section class="deep stairs" aria-label="Your count"><div class="wrap slim had">
    <p>${count === null ? nothing : html`<span class="count">${count}</span> `}<b>${words}</b></p>
    <p class="small">${more}<br><a href=${addressOf("dates")}>Your dates</a></p></div></section>`;
}

function view(app) {
  const [first] = callList(app.store);
  return html`<h1>${longDay(new Date())}</h1>
  <section class="stack" aria-labelledby="sent"><h2 id="sent">What you wrote</h2>${sentence(app)}</section>
  ${checkInCard(app)}
  <section class="stack" aria-labelledby="talk"><h2 id="talk">Talk to someone</h2>
    <div class="stack tight">${first ? html`<a class="btn big wide" href="tel:${dialed(first.number)}">${icon("phone-call")}Call ${first.name}</a>` : nothing}
    <a class="btn urgent big wide" href=${addressOf("help")}>${icon("life-buoy")}I need help now</a></div>
    ${first ? nothing : html`<p class="small soft">Put the people you can call on your list. It opens from “Help now” and works without a network.</p>`}
    <p><a class="link" href=${addressOf("people")}>The people on your list${icon("chevron-right", "turn")}</a></p></section>
  <section class="stack" aria-labelledby="pages"><h2 id="pages">Your pages</h2>
    <ul class="rows go" role="list">
      ${row(app.places.meetings, "map-pin", "Find a meeting", "Needs a network")}
      ${row(app.places.plan, "notebook-pen", "Your safety plan", "Needs a network")}
      ${row(addressOf("dates"), "calendar-days", "Your dates", "From when you count, and all that was before")}
      ${row(addressOf("privacy"), "shield-check", "Who sees what", "What your program sees, and the switches for it")}
      ${row(addressOf("more"), "lock", "Name, icon and lock of this app", app.vault.hasLock ? "The lock is on" : "The lock is off")}
    </ul></section>`;
}

const row = (href, drawing, words, more) => html`<li><a href=${href}>${icon(drawing)}<span><b>${words}</b><br><span class="small soft">${more}</span></span>${icon("chevron-right", "turn")}</a></li>`;
