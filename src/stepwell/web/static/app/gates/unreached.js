import { html } from "../../vendor/lit-html.js";

const view = () => html`<h1>No network</h1>
  <p>This app opens without a network once it was opened with one. “Help now” works already.</p>
  <p><button class="btn" type="button" @click=${() => location.reload()}>Try again</button></p>`;

export default { title: "No network", view };
