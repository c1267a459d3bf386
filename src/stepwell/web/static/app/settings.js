// What the person chose for the app, by name. Two phones may have begun the same setting apart.
export function settingOf(store, name) {
  const records = store.records("setting").filter(({ heads }) => heads.some(({ body }) => body?.name === name));
  const heads = records.flatMap((record) => record.heads).filter(({ body }) => body?.name === name);
  const said = [...new Map(heads.map(({ body }) => [JSON.stringify(body.value), body.value])).values()];
  return { records, said, value: said[0] };
}

// Every record that holds it says the same from then on: none of them may be missed on another phone.
export async function choose(store, name, value) {
  const { records } = settingOf(store, name);
  if (!records.length) await store.write("setting", { name, value });
  for (const { id, heads } of records) {
    await store.write("setting", { name, value }, { record: id, seen: heads.map((head) => head.id) });
  }
}
