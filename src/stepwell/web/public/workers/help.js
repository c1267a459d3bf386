// Keeps the public help pages and nothing else. KEPT (version, pages, parts) stands above this.
// What it keeps is fetched without cookies, so a copy never holds anything of a signed-in person;
// what the network answers to a person is shown and never kept.
const PREFIX = "help-now-";
const CACHE = PREFIX + KEPT.version;
const PATIENCE_MS = 3000;

const paths = (urls) => new Set(urls.map((url) => new URL(url, location.href).pathname));
const pages = paths(KEPT.pages);
const parts = paths(KEPT.parts);

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pages.has(pathname)) event.respondWith(page(event.request, pathname));
  else if (parts.has(pathname)) event.respondWith(part(event.request, pathname));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all([...pages, ...parts].map(async (path) => {
    const fresh = pages.has(path) ? "no-store" : "default";
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

// The network first, so that someone signed in sees their program's numbers; the copy when it fails
// or takes too long.
async function page(request, path) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (!kept) return fetch(request);
  const tooLate = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, kept); });
  const answered = fetch(request).then((answer) => (answer.status < 500 ? answer : kept), () => kept);
  return Promise.race([answered, tooLate]);
}

async function part(request, path) {
  return (await (await caches.open(CACHE)).match(path)) ?? fetch(request);
}
