// Who sees what: the switches, what the program sees now, and every way to look, take and end.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { choose } from "../settings.js";
import { chosen, needsMeetings, PARTS, partsWords, SHARED, switched } from "../sharing.js";
import { seen } from "./privacy-seen.js";

export default { name: "privacy", title: "Who sees what", icon: "shield-check", isTab: false, view };

function view(app) {
  const { parts, lists } = chosen(app.store);
  return html`<h1>Who sees what</h1>
  <section class="stack" aria-labelledby="only"><h2 id="only">Not your program</h2>
    <p>${icon("lock", "inline")} Your journal, your steps, your people, your dates and the private notebook. No switch here shares them. Journal and notebook are locked on your phone: whoever runs the server can’t read them either.</p></section>
  <section class="stack" aria-labelledby="choose"><h2 id="choose">Yours to choose</h2>
    <p>Your program sees what is on. Besides that it sees only pages you hand over, what you say of your tasks, and what you agreed beforehand to have told. What you switch off is taken back as soon as it is sent. What staff wrote in their own notes stays there.</p>
    ${lists.length > 1 ? settle(app, lists) : nothing}
    <ul class="rows" role="list">${PARTS.map((part) => one(app, parts, part))}</ul></section>
  ${seen(app, parts)}
  ${exceptions(app)}
  ${take(app)}`;
}

const one = (app, parts, [part, words, more]) => html`<li><label class="task"><input type="checkbox" .checked=${parts.includes(part)} ?disabled=${needsMeetings(part) && !parts.includes("meetings")}
  @change=${(event) => choose(app.store, SHARED, switched(parts, part, event.target.checked))}><span><b>${words}</b>${more ? html`<br><span class="small soft">${more}</span>` : nothing}</span></label></li>`;

const settle = (app, lists) => html`<div class="card stack tight"><p>${icon("circle-alert", "inline")} Two phones say different things. Until you choose, your program sees only what both share.</p>
  <ul class="rows" role="list">${lists.map((parts) => html`<li class="row"><span>${partsWords(parts)}</span><button class="btn line push" type="button" @click=${() => choose(app.store, SHARED, parts)}>Keep this one</button></li>`)}</ul></div>`;

const exceptions = ({ places }) => html`<section class="stack" aria-labelledby="outside"><h2 id="outside">Outside the program</h2>
  <p>Family, an employer, a court or anyone else is told only what you signed for. Without your consent a program may share only in few cases: a medical emergency, a crime at the program or against its staff, a report of child abuse, an audit or research, and a court order that comes with a subpoena. A subpoena alone opens nothing.</p>
  <ul class="rows go" role="list">${row(places.disclosures, "What was shared with others")}${row(places.consents, "What you signed, and how to take it back")}${row(places.notice, "The notice on your privacy")}</ul></section>`;

const take = ({ places }) => html`<section class="stack" aria-labelledby="take"><h2 id="take">Look, take it or end it</h2>
  <ul class="rows go" role="list">${row(places.openings, "Who opened your record")}
    ${row(places.rights, "A copy of everything, a change, or being erased")}
    ${row(places.endSignIn, "End your sign-in")}
    ${row(addressOf("leave"), "Take it all off this phone", "Works without a network")}</ul></section>`;

const row = (href, words, more = "Needs a network") => html`<li><a href=${href}>${icon("chevron-right", "turn")}<span><b>${words}</b><br><span class="small soft">${more}</span></span></a></li>`;
