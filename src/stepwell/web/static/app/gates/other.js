// Someone else signed in, or this phone is now one that others use too: what is kept here is not shown.
import { html } from "../../vendor/lit-html.js";
import { unsent } from "../sending.js";

const view = (app) => html`<h1>This phone keeps other entries</h1>
  <p>Someone used this app here before, and it kept what they wrote. It is not shown now, and they can’t see what you write.</p>
  ${unsent() === 0
    ? html`<p>All of theirs is safe on the server.</p>`
    : html`<p class="notice warn" role="status"><span>Some of theirs may not be on the server yet. If that person can sign in here first, nothing is lost.</span></p>`}
  <div class="row"><button class="btn" type="button" @click=${() => app.startAnew()}>Remove theirs and go on</button>
  <button class="btn line" type="button" @click=${() => app.leaveAccount()}>Sign me out, keep theirs</button></div>`;

export default { title: "Other entries", view };
