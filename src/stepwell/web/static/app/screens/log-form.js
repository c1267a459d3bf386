// The fields of a meeting: which one, how it was, and what else someone may want to keep of it.
import { html } from "../../vendor/lit-html.js";
import { ARRIVED, DEEDS, LIKINGS, MODES, STAYED } from "../entry-words.js";
import { fellowships } from "../fellowships.js";
import { line, list, many, number, one, read, several, text, whole, word } from "../form-fields.js";
import { MEETING_PARTS } from "../shared-parts.js";

const MOST_THEMES = 20;
const OWN = [["chosen", "As I chose for everything"], ["went", "Nothing but that I went"], ["some", "Let me choose"]];

export const which = (body, today) => html`<div class="stack">
  ${line("log-name", "name", "What it’s called", body.name, { hint: "In your own words. You can leave it empty." })}
  ${line("log-on", "on", "Day", body.on, { type: "date", max: today })}
  ${one("mode", "How", MODES, body.mode ?? "in_person")}
  ${list("log-fellowship", "fellowship", "Fellowship", fellowships(), body.fellowship)}</div>`;

export const how = (body) => one("liking", "How was it? You can skip this.", LIKINGS, body.liking, "three");

export const more = (body) => html`<details class="fold"><summary>Anything else? <span class="soft">Optional</span></summary><div class="stack">
  ${many("deeds", "What did you do?", DEEDS, body.deeds)}
  ${one("arrived", "When did you get there?", ARRIVED, body.arrived)}
  ${one("stayed", "How long did you stay?", STAYED, body.stayed)}
  ${line("log-talked", "talked_with", "How many people did you talk with?", body.talked_with, { type: "number", min: 0, max: 1000 })}
  ${line("log-numbers", "numbers", "How many phone numbers did you get?", body.numbers, { type: "number", min: 0, max: 1000 })}
  ${line("log-service", "service", "Did you do something for the group?", body.service, { hint: "Such as made coffee or put out chairs" })}
  ${line("log-themes", "themes", "What was it about?", (body.themes ?? []).join(", "), { hint: "A few words, with commas between them", most: 1000 })}
  ${text("log-liked", "liked", "What did you like, or not?", body.liked)}
  ${text("log-belief", "belief", "Thoughts on belief, or a higher power", body.belief)}
  ${text("log-note", "note", "Note", body.note)}</div></details>`;

export function sharing(body) {
  const share = body.share ?? null;
  const way = share === null ? "chosen" : share.join() === "meetings" ? "went" : "some";
  return html`<details class="fold"><summary>What does my program see of this?</summary><div class="stack">
    ${one("way", "For this meeting", OWN, way, "stack tight")}
    <div data-some class="stack" ?hidden=${way !== "some"}>${many("share", "It may see", Object.entries(MEETING_PARTS), share ?? [])}
      <p class="hint">Tick nothing and it sees nothing. The others count only with the first.</p></div></div></details>`;
}

// As the form stands, or `began` where the meeting itself was picked from a list.
export function bodyFrom(form, began) {
  const rest = read(form, {
    liking: word, deeds: several, arrived: word, stayed: word, talked_with: people, numbers: people,
    service: word, themes: ([said = ""]) => themes(said), liked: word, belief: word, note: word,
  });
  const meeting = began ?? read(form, { name: word, on: word, mode: word, fellowship: word });
  const share = shareIn(form);
  return { ...meeting, ...rest, ...(share ? { share } : {}) };
}

// null: as the person chose for everything.
export function shareIn(form) {
  const { way, share } = read(form, { way: word, share: several });
  if (way === "went") return ["meetings"];
  return way === "some" ? share ?? [] : null;
}

const people = (values) => (number(values) > 1000 ? 1000 : whole(values));
const themes = (said) => said.split(/[,\n]/).map((theme) => theme.trim().slice(0, 200)).filter(Boolean).slice(0, MOST_THEMES);

