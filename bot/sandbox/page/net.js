// Asking the sandbox, and hearing from it.

export class Refused extends Error {}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error || String(response.status));
  return body;
}

export const get = (path) => fetch(path).then(read);

export const post = (path, body = {}) =>
  fetch(path, { method: "POST", headers: { "X-Sandbox": "1", "Content-Type": "application/json" }, body: JSON.stringify(body) }).then(read);

export const upload = (path, file) => fetch(path, { method: "POST", headers: { "X-Sandbox": "1" }, body: file }).then(read);

// Calls `hear` for every event after number `after`. The browser itself comes back after a break, with the last number.
export function listen(after, hear, lost) {
  const source = new EventSource(`/api/events?after=${after}`);
  source.onmessage = (event) => { lost(false); hear(JSON.parse(event.data)); };
  source.onopen = () => lost(false);
  source.onerror = () => lost(true);
  return source;
}
