import { TROUBLE } from "./notebook-words.js";

// What stops the notebook: a code for the program, words for the person, and no cause from below,
// which might hold what was typed.
export class NotebookTrouble extends Error {
  constructor(code, about = {}) {
    super(TROUBLE[code].replace(/\{(\w+)\}/g, (_, name) => about[name]));
    this.name = "NotebookTrouble";
    this.code = code;
    this.about = about;
  }
}
