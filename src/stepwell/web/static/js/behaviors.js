// Binds every [data-behavior] to the module of that name, loaded only where a page uses it.
// A module's default export is bind(element, { load, bindAll }); see web/shared/README.md.
const addresses = JSON.parse(document.getElementById("behaviors").dataset.modules);
const bound = new WeakMap();

const load = (name) => import(addresses[name]);

async function bind(element, name) {
  const names = bound.get(element) ?? new Set();
  if (names.has(name)) return;
  bound.set(element, names.add(name));
  if (!addresses[name]) throw new Error(`No behavior is named "${name}".`);
  const module = await load(name);
  module.default(element, { load, bindAll });
}

function bindAll(root) {
  const inside = root.querySelectorAll("[data-behavior]");
  for (const element of root.matches?.("[data-behavior]") ? [root, ...inside] : inside) {
    for (const name of element.dataset.behavior.split(/\s+/)) bind(element, name);
  }
}

bindAll(document);
document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt));
