import type { Control } from './control.ts';

/** `GET /requests?since=n`: the last 1,000 calls with their status. */
export const requests: Control = (standIn, _body, c) => standIn.requests.since(sinceOf(c.req.query('since')));

/** `GET /webhooks?since=n`: what was sent, with every attempt and its answer. */
export const webhooks: Control = (standIn, _body, c) => standIn.org.queue.log.since(sinceOf(c.req.query('since')));

function sinceOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(text);
}
