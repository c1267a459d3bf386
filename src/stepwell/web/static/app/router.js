// Addresses of screens: `#/more`. Only this phone sees what stands behind the #, and none of it says
// anything. Whatever else stands there (a place in the page) is left alone.
export const addressOf = (name) => `#/${name}`;

export function nameIn(hash, screens) {
  if (hash && !hash.startsWith("#/")) return null;
  const wanted = hash.slice(2);
  return screens.some(({ name }) => name === wanted) ? wanted : screens[0].name;
}

export function followAddress(screens, show) {
  const look = () => {
    const name = nameIn(location.hash, screens);
    if (name) show(name);
  };
  addEventListener("hashchange", look);
  return nameIn(location.hash, screens) ?? screens[0].name;
}
