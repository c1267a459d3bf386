// How many meetings are kept, beside the word in the navigation; nothing while there are none.
export default async function bind(badge, { load }) {
  const kept = await load("kept");
  const show = () => {
    const count = kept.codes().length;
    badge.textContent = count || "";
    badge.hidden = count === 0;
  };
  kept.onChange(show);
  show();
}
