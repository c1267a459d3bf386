import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { callList, dialed, problemWithPerson } from "../people.js";

export default { name: "help", title: "Help now", icon: "life-buoy", isTab: false, isOpen: true, view };

let problem = "";
let lines;

function view(app) {
  lines ??= document.getElementById("lines").content.firstElementChild.cloneNode(true);
  return html`<h1>Help now</h1>
  ${lines}
  <p><a class="link" href=${app.places.help}>What to do, and more numbers${icon("chevron-right", "turn")}</a></p>
  ${app.store ? people(app) : nothing}`;
}

const people = (app) => html`<section class="stack" aria-labelledby="people"><h2 id="people">People you can call</h2>
  ${list(app)}
  <form class="card stack" @submit=${(event) => add(event, app)}>
    <h3>Add someone</h3>
    ${field("name", "First name", "A first name, or a first name and a letter", "text")}
    ${field("number", "Telephone number", "", "tel")}
    <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
    <button class="btn line">Add to the list</button>
    <p class="small soft">No program sees this list.</p>
  </form></section>`;

const list = (app) => {
  const known = callList(app.store);
  if (!known.length) return html`<p class="soft">Nobody is on your list yet.</p>`;
  return html`<ul class="rows" role="list">${known.map(({ id, name, number }) => html`<li class="row">
    <a class="btn" href="tel:${dialed(number)}">${icon("phone-call")}Call ${name}</a>
    <button class="link push" type="button" @click=${() => app.store.remove(id)}>${icon("x")}Remove<span class="sr"> ${name}</span></button></li>`)}</ul>`;
};

const field = (name, label, hint, type) => html`<div class="field"><label for="person-${name}">${label}</label>
  <input class="input" id="person-${name}" name=${name} type=${type} autocomplete="off" aria-describedby=${hint ? `hint-${name}` : nothing}>
  ${hint ? html`<p class="hint" id="hint-${name}">${hint}</p>` : nothing}</div>`;

async function add(event, app) {
  event.preventDefault();
  const form = event.target;
  const [name, number] = ["name", "number"].map((key) => form.elements[key].value.trim().replace(/\s+/g, " "));
  problem = problemWithPerson({ name, number }, { needsNumber: true });
  if (!problem) {
    await app.store.write("person", { name, number });
    form.reset();
  }
  app.refresh();
}
