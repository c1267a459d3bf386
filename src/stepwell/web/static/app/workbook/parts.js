// Pieces that the pages of workbook and journal share.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { isOpen, lockNow } from "./notebook-here.js";

export const readDay = (day) => new Intl.DateTimeFormat("en-US", { dateStyle: "medium" }).format(
  day.length > 10 ? new Date(day) : new Date(...day.split("-").map((part, at) => Number(part) - (at === 1))),
);

export const state = () => html`<p class="row"><span class="flag ${isOpen() ? "ok" : ""}">${icon(isOpen() ? "lock-open" : "lock")}${isOpen() ? "Notebook open on this phone" : "Notebook locked"}</span>
  ${isOpen() ? html`<button class="btn line" type="button" @click=${lockNow}>${icon("lock")}Lock</button>` : nothing}</p>`;

export const back = (trail, words) => html`<p><button class="link" type="button" @click=${trail.back}>${icon("chevron-left", "turn")}${words}</button></p>`;

export const said = ({ title, text }, kind = "") => html`<div class="notice ${kind}">${icon(kind === "warn" ? "triangle-alert" : "info")}<div class="stack tight"><b>${title}</b>${text.map((one) => html`<p>${one}</p>`)}</div></div>`;

export const place = (app, isSafe) => html`<span class="small soft">${icon(isSafe ? "check" : "cloud-off", "inline")} ${isSafe ? "Safe on the server, locked"
  : app.keeps ? "Saved on this phone, locked" : "On this page only, locked"}</span>`;

export const savedWords = ({ keeps }) => `Saved on this ${keeps ? "phone" : "page"}, locked.`;

export const locked = html`<p class="hint">${icon("lock", "inline")} Locked on this phone before it is saved. Your program and the people who run this app can’t read it.</p>`;
