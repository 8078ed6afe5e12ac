import { toLocal } from '../dates/zone.ts';
import type { Sandbox } from '../sandbox.ts';

/** Times of mailings and forms: always text, without a zone and in whole seconds (a guess; the specification says ISO 8601). */
export function showTime(sandbox: Sandbox, ms: number): string {
  return toLocal(ms, sandbox.switches.get().zone);
}
