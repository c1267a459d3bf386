// Asks the server who is signed in. status: "in", "out", "refused" (signed in for work) or "away"
// where it is not reached.
export async function askHere(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.ok) return { status: "in", ...await answer.json() };
    if (answer.status === 403) return { status: "refused" };
    return { status: answer.status >= 500 ? "away" : "out" };
  } catch {
    return { status: "away" };
  }
}

export async function postForm(address, csrf, values = {}) {
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": csrf },
    body: new URLSearchParams(values),
    redirect: "manual",
  });
}
