// Saving from a form: what was typed is a draft until it is saved.
import { NotebookTrouble } from "../notebook-trouble.js";
import { draft, dropDraft, save } from "./notebook-here.js";

/** key: of what is written on. over: {record, seen} of the page that is changed, or nothing. */
export const typed = (key, entry, over) => (entry ? draft(key, { entry, ...over }) : dropDraft(key));

/** "" or why it was not saved. */
export async function saved(key, entry, over) {
  try {
    await save(entry, over);
    dropDraft(key);
    return "";
  } catch (caught) {
    if (!(caught instanceof NotebookTrouble)) throw caught;
    return caught.message;
  }
}
