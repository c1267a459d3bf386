import { html } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { kept } from "./more-kept.js";
import { lock } from "./more-lock.js";
import { look } from "./more-look.js";

export default { name: "more", title: "More", icon: "list-filter", isTab: true, view };

function view(app) {
  return html`<h1>This app</h1>
  ${look(app)}
  ${app.keeps ? lock(app) : html`<section class="stack" aria-labelledby="lock"><h2 id="lock">Lock</h2><p>Others use this phone too, so nothing is kept here that a lock could close.</p></section>`}
  ${kept(app)}
  <section class="stack" aria-labelledby="out"><h2 id="out">Account</h2>
    <div class="row"><a class="btn line" href=${app.places.account}>${icon("user")}How you sign in</a>
    <a class="btn line" href=${addressOf("leave")}>${icon("log-out", "turn")}Sign out and remove</a></div></section>`;
}
