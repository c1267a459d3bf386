// The notebook as a file that anybody can read.
import { exportAll } from "../notebook-export.js";
import { dayOf } from "./entries.js";

export async function saveToFile(app, notebook) {
  const versions = app.store.records("sealed").flatMap(({ heads }) => heads);
  const { name, text, unopened } = await exportAll(notebook, versions, dayOf(new Date()));
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return { said: unopened.length ? `Saved. ${unopened.length} pages could not be opened; the file names them.` : "Saved to a file." };
}
