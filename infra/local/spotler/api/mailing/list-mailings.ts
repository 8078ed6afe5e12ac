import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readWindow } from '../read-window.ts';
import { badRequest } from '../refuse.ts';
import { showMailing } from './show-mailing.ts';

/** `GET /mailing`: the mailings sent in the period, a bare array under both prefixes. */
export function listMailings(sandbox: Sandbox, c: Call): Response {
  const window = readWindow(sandbox, c);
  if (typeof window === 'string') return badRequest(c, window);
  const mailings = sandbox.mailings
    .all()
    .filter(({ kind, sentMs }) => kind === 'mailing' && sentMs >= window.fromMs && sentMs <= window.toMs);
  return c.json(mailings.map((mailing) => showMailing(sandbox, mailing)));
}
