// Takes off this phone what the app keeps on it, and ends the sign-in.
import { askHere, postForm } from "./here.js";

const PREFIX = "app-";
const OWED = "owed";

export async function wipe(scope) {
  const registration = await navigator.serviceWorker?.getRegistration(scope);
  await registration?.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) await caches.delete(name);
  }
  for (const { name } of await indexedDB.databases()) await dropped(name);
  localStorage.clear();
  sessionStorage.clear();
}

// A page that still has it open is told to close, and the database goes as soon as it has.
function dropped(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}

// False where the server is not reached: its sign-in then ends when the app next reaches it, or
// by itself. The cookie is out of reach of scripts, so that nothing here can end it alone.
export async function signOut({ here, signOut: address }) {
  const asked = await askHere(here);
  if (asked.status === "in") {
    try {
      await postForm(address, asked.csrf);
    } catch {
      return owe();
    }
  }
  if (asked.status === "away") return owe();
  localStorage.removeItem(OWED);
  return true;
}

function owe() {
  localStorage.setItem(OWED, "1");
  return false;
}

export const isSignOutOwed = () => localStorage.getItem(OWED) === "1";
