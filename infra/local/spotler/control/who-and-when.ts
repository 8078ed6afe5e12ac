import { z } from 'zod';
import type { Contact } from '../contacts/contact.ts';
import { readDate } from '../dates/read-date.ts';
import type { Sandbox } from '../sandbox.ts';
import { OrderError } from './order.ts';

/** Names a contact: by external id, or by running number for one that signed up through a form. */
export const who = z.object({
  externalId: z.string().exactOptional(),
  number: z.int().exactOptional(),
  /** In the zone of the account, or with an offset; now when left out. */
  at: z.string().exactOptional(),
});

export type Who = z.infer<typeof who>;

/** Throws an OrderError (404) when there is no such contact or it was anonymised. */
export function contactOf(sandbox: Sandbox, { externalId, number }: Who): Contact {
  const found =
    externalId === undefined ? sandbox.contacts.byNumber(number ?? 0) : findByExternalId(sandbox, externalId);
  if (!found || found.state === 'anonymized')
    throw new OrderError(404, `There is no contact ${externalId ?? number ?? '(give externalId or number)'}.`);
  return found;
}

/** In the field of whichever key has it, the first key of the account first. */
export function findByExternalId(sandbox: Sandbox, externalId: string): Contact | undefined {
  return sandbox.account.consumers
    .map(({ externalIdField }) => sandbox.contacts.byExternalId(externalIdField, externalId))
    .find((contact) => contact !== undefined);
}

/** Throws an OrderError (400) when `at` is no date. */
export function timeOf(sandbox: Sandbox, at: string | undefined): number {
  if (at === undefined) return sandbox.clock.now();
  const ms = readDate(at, sandbox.switches.get().zone);
  if (ms === undefined) throw new OrderError(400, `at: ${at} is not yyyy-MM-ddThh:mm:ss, with or without an offset.`);
  return ms;
}
