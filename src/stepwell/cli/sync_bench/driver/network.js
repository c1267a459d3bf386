// The way to the server: requests and answers get lost, and the server is away at times.
const ADDRESS = "/api/app/sync";
const MOST_MS = 20_000;

export function networkOf(base, { session, csrf }) {
  const cookie = `session=${session}; csrf=${csrf}`;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Cookie: cookie };
  return async function post(body) {
    const answer = await fetch(base + ADDRESS, {
      method: "POST", headers, body: JSON.stringify(body), redirect: "manual",
      signal: AbortSignal.timeout(MOST_MS),
    });
    return { status: answer.status, json: await answer.json().catch(() => null) };
  };
}

// share: of requests that never arrive, and of answers that never come back.
export function lossy(post, lots, share) {
  return async (body) => {
    if (lots.chance(share)) throw new Error("The request was lost.");
    const answer = await post(body);
    if (lots.chance(share)) throw new Error("The answer was lost.");
    return answer;
  };
}
