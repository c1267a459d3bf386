import { html } from "../vendor/lit-html.js";

// One of the drawings in the page; see DRAWINGS in web/members/app_worker.py.
export const icon = (name, classes = "") => html`<svg class="i ${classes}" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-${name}"></use></svg>`;
