// A screen whose code comes when it is opened for the first time; the worker has kept it.
import { html } from "../vendor/lit-html.js";

/** load: () => import(…) of a module with view(app). Until it is here the page says so. */
export function later(title, load) {
  let view;
  let problem = false;
  let isAsked = false;
  async function ask(app) {
    isAsked = true;
    try {
      ({ view } = await load());
      problem = false;
    } catch {
      [problem, isAsked] = [true, false];
    }
    app.refresh();
  }
  return (app) => {
    if (view) return view(app);
    if (!isAsked && !problem) ask(app);
    return html`<h1>${title}</h1>
    ${problem ? html`<p role="alert">This part of the app is not on this phone yet. It comes when there is a network.</p>
      <button class="btn line" type="button" @click=${() => ask(app)}>Try again</button>`
      : html`<p role="status">Opening…</p>`}`;
  };
}
