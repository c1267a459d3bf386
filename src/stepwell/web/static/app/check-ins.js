// Check-ins as they are saved, from the screen of their own and from Today alike.
import { openDesk } from "./entry-desk.js";
import { addressOf } from "./router.js";

export const desk = openDesk("checkin");
let isSaving = false;

// What keeps it from being saved, in words; "" where nothing does.
export function problemWith(body, today) {
  if (!body.on) return "Say on which day it was.";
  if (body.on > today) return "That day lies ahead. Write down what has been.";
  return Object.keys(body).length > 1 ? "" : "Say one thing first. One is enough.";
}

// Saved before anything else is shown; whoever used then sees what helps. True where it was saved.
export async function keep(app, body) {
  if (isSaving) return false; // A second tap is no second check-in.
  isSaving = true;
  const isNew = !desk.opened;
  try {
    await desk.save(app, body);
  } finally {
    isSaving = false;
  }
  if (isNew && body.use === "yes") location.hash = addressOf("next");
  return true;
}

export const doneOn = (store, day) => store.records("checkin")
  .some(({ heads }) => heads.some(({ body }) => body?.on === day));
