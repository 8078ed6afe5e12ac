/** POSTs JSON to a control surface. Throws an Error with its answer where that is not 2xx. */
export async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** GETs JSON from a control surface. Throws an Error where the answer is not 2xx. */
export async function get(url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`GET ${url}: ${answer.status}`);
  return answer.json();
}
