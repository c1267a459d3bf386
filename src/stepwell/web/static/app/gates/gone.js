import { html } from "../../vendor/lit-html.js";

const view = ({ places }) => html`<h1>Removed from this phone</h1>
  <p>What this app kept here is gone. There is no network, so we could not end your sign-in as well. It ends when
  you next open this app with a network, or by itself after a time without use.</p>
  <p class="soft">If others use this phone, close all windows of this browser too.</p>
  <p><a class="btn line" href=${places.signIn}>Sign in again</a></p>`;

export default { title: "Removed", view };
