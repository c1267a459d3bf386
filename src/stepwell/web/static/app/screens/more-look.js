// The name and icon on the home screen.
import { html } from "../../vendor/lit-html.js";
import { postForm } from "../here.js";

let said = "";
let isWrong = false;

export const look = (app) => html`<section class="stack" aria-labelledby="look"><h2 id="look">Name and icon</h2>
  <p>Whoever sees your phone sees these. Choose what says nothing.</p>
  <form class="card stack" @submit=${(event) => save(event, app)}>
    <div class="field"><label for="look-name">Name</label>
      <input class="input" id="look-name" name="name" maxlength="20" autocomplete="off" .value=${app.look.own_name ?? ""} placeholder=${app.look.name} aria-describedby="look-hint look-said" aria-invalid=${isWrong}>
      <p class="hint" id="look-hint">Such as Notebook, Calendar or Errands. Leave it empty for the program’s.</p></div>
    <fieldset class="field"><legend>Icon</legend><div class="picks">${icons().map((one) => html`<label class="pick">
      <input type="radio" name="icon" value=${one.name} .checked=${one.name === app.look.icon}><img src=${one.src} alt="" width="40" height="40">${one.words}</label>`)}</div></fieldset>
    <p id="look-said" role="status" class=${isWrong ? "error" : ""}>${said}</p>
    <button class="btn line">Save</button>
    <p class="small soft">If the app is on your home screen already, phones take up to a day to change it. Removing and adding it again is faster.</p>
  </form></section>`;

const WORDS = { steps: "Steps", page: "Page", days: "Calendar", sun: "Sun" };
const icons = () => [...document.getElementById("icons").content.children]
  .map((one) => ({ name: one.dataset.icon, src: one.getAttribute("src"), words: WORDS[one.dataset.icon] }));

async function save(event, app) {
  event.preventDefault();
  const { name, icon } = event.target.elements;
  const answer = await ask(app, { name: name.value, icon: icon.value });
  isWrong = !answer.isSaved;
  said = answer.isSaved ? "Saved." : answer.said;
  if (answer.isSaved) await app.setLook(answer.look);
  app.refresh();
}

async function ask(app, values) {
  try {
    const answer = await postForm(app.places.look, app.csrf, values);
    if (answer.status === 422) return { isSaved: false, said: (await answer.json()).said };
    if (answer.ok) return { isSaved: true, look: await answer.json() };
    return { isSaved: false, said: "Sign in again, then save. Nothing was changed." };
  } catch {
    return { isSaved: false, said: "There is no network. Nothing was changed." };
  }
}
