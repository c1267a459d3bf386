// Lets the help pages open without a signal, says so, and removes what this device keeps again.
// On a container with data-worker and data-scope; inside: [data-ready], [data-forget], [data-forgotten].
const PREFIX = "help-now-";
const OURS = ["people"];

export default async function bind(box) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const offline = document.querySelector("[data-offline]");
  const tell = () => { offline.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
  find("forget").addEventListener("click", async () => {
    await forget(box.dataset.scope);
    find("ready").hidden = true;
    find("forgotten").hidden = false;
    dispatchEvent(new Event("storage"));
  });
  box.hidden = false;
  if (!("serviceWorker" in navigator)) return;
  try {
    const { worker, scope } = box.dataset;
    await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    find("ready").hidden = false;
  } catch {
    // Switched off, a private window or no space: the pages work as before, with a signal.
  }
}

async function forget(scope) {
  for (const key of OURS) {
    try { localStorage.removeItem(key); } catch { /* Storage is switched off: nothing is there. */ }
  }
  const here = await navigator.serviceWorker?.getRegistration(scope);
  await here?.unregister();
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith(PREFIX)) await caches.delete(name);
  }
}
