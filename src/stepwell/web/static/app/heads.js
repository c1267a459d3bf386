// Which versions of a record stand: those that no other names as a parent. More than one is a
// conflict until a version names them all. domain/recovery/heads.py says the same for the server.
const byId = (one, other) => (one.id < other.id ? -1 : Number(one.id > other.id));

export function headsOf(versions) {
  const known = [...versions];
  const replaced = new Set(known.flatMap((version) => version.parents));
  return known.filter((version) => !replaced.has(version.id)).sort(byId);
}

// Where it was removed on both phones, nothing is left to choose from.
export function isConflict(heads) {
  return heads.length > 1 && heads.some((version) => version.body !== null);
}

// Parents before children, otherwise by id.
export function inOrder(versions) {
  const waiting = new Map([...versions].sort(byId).map((version) => [version.id, version]));
  const ordered = new Set();
  const stack = [...waiting.values()].reverse();
  while (stack.length) {
    const version = stack[stack.length - 1];
    const before = version.parents
      .map((id) => waiting.get(id))
      .filter((parent) => parent && !ordered.has(parent));
    if (before.length && !ordered.has(version)) stack.push(...before);
    else ordered.add(stack.pop());
  }
  return [...ordered];
}
