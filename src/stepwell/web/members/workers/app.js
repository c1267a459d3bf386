// Keeps the page of the app, its code, style and font, the documents, and nothing else. KEPT (version, page, shell,
// parts) stands above this. What it keeps is fetched without cookies, so no copy holds anything of
// anybody; what someone writes is kept by the app, sealed, and never passes through here.
const PREFIX = "app-";
const CACHE = PREFIX + KEPT.version;
const ANY = { ignoreVary: true };

const parts = new Set(KEPT.parts.map((url) => new URL(url, location.href).pathname));

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pathname === KEPT.page) event.respondWith(kept(event.request, KEPT.shell));
  else if (parts.has(pathname)) event.respondWith(kept(event.request, pathname));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all([KEPT.shell, ...parts].map(async (path) => {
    const fresh = path === KEPT.shell ? "no-store" : "default";
    const answer = await fetch(path, { credentials: "omit", cache: fresh });
    if (!answer.ok || answer.redirected || answer.type !== "basic") throw new Error(`${path}: ${answer.status}`);
    await cache.put(path, answer);
  }));
  await self.skipWaiting();
}

async function dropOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// The copy first: the code is the same with a network and without one, and who is signed in is
// asked by the page itself.
async function kept(request, path) {
  return (await (await caches.open(CACHE)).match(path, ANY)) ?? fetch(request);
}
