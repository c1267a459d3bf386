// Asks the server for the kept meetings (POST of codes to data-url) and puts the answer here.
// data-failed: what to say when that doesn't work. Without kept meetings the page stays as it came.
export default async function bind(place, { load, bindAll }) {
  const kept = await load("kept");
  const untouched = place.innerHTML;
  let asked = 0;

  const show = async () => {
    const mine = ++asked;
    const codes = kept.codes();
    if (codes.length === 0) {
      place.innerHTML = untouched;
      return;
    }
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.url, {
        method: "POST",
        headers: { "HX-Request": "true" },
        body: new URLSearchParams(codes.map((code) => ["code", code])),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine === asked) place.innerHTML = html;
      bindAll(place);
    } catch {
      if (mine === asked) place.textContent = place.dataset.failed;
    } finally {
      place.removeAttribute("aria-busy");
    }
  };
  kept.onChange(show);
  show();
}
