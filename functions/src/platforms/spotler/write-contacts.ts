import type { ContactWrite, WriteResult } from '../../event/contact-write.ts';
import type { Suppression } from '../../event/suppression.ts';
import { toContact } from './contact.ts';
import { halve } from './halve.ts';
import { errorType, itemResult, maybeAppliedStatus } from './item-result.ts';
import { readItems } from './read-items.ts';
import type { SpotlerAnswer, SpotlerCall } from './spotler-call.ts';

/**
 * Gives and takes of up to 100 contacts, each with its own result. Contacts that were told before go by `contact/list`; offs of others
 * by PUT, which makes none. Never throws: what got no answer is to be tried again.
 */
export function createWrites(
  call: SpotlerCall,
  now: () => number,
): (writes: readonly ContactWrite[]) => Promise<readonly WriteResult[]> {
  async function sendList(all: readonly ContactWrite[], update: boolean): Promise<readonly WriteResult[]> {
    const writes = all.filter(isInTime);
    if (writes.length < all.length) {
      const results = writes.length > 0 ? await sendList(writes, update) : [];
      return all.map((write) => results[writes.indexOf(write)] ?? tooLate);
    }
    const until = Math.min(...writes.map((write) => write.until));
    const body = { update, purge: false, contacts: writes.map(toContact) };
    const answer = await call('POST', '/contact/list', body, until);
    if ((answer.status === 400 || answer.status === 413) && writes.length > 1)
      return halve(writes, (half) => sendList(half, update));
    if (answer.status !== 200) return writes.map(() => callResult(answer));
    const items = readItems(answer.body);
    return writes.map((write) => itemResult(write, items.get(write.externalId)));
  }

  /** It may have waited for others' calls, or for a first try of its own. */
  function isInTime({ until }: ContactWrite): boolean {
    return until - now() >= leastMs;
  }

  /** `update:true` may create or may refuse what is not there, and the other way round: one more try the other way. */
  async function sendEitherWay(writes: readonly ContactWrite[], update = true): Promise<readonly WriteResult[]> {
    const results = [...(await sendList(writes, update))];
    const again = writes.flatMap((write, index) => {
      const result = results[index];
      const other =
        result?.kind === 'refused' && result.code === (update ? 'CONTACT_UNKNOWN' : 'CONTACT_ALREADY_EXISTS');
      return other && write.kind === 'give' ? [{ write, index }] : [];
    });
    if (again.length === 0) return results;
    const second = await sendList(
      again.map(({ write }) => write),
      !update,
    );
    again.forEach(({ index }, at) => {
      results[index] = second[at] ?? missing;
    });
    return results;
  }

  /** Offs of a contact that we may never have told: PUT makes none; 404 says that there is nothing to take. */
  async function sendOff(write: ContactWrite): Promise<WriteResult> {
    if (!isInTime(write)) return tooLate;
    const body = { update: true, purge: false, contact: toContact(write) };
    const answer = await call('PUT', `/contact/${write.externalId}`, body, write.until);
    if (answer.status === 204 || answer.status === 200 || answer.status === 404) return { kind: 'done' };
    // Some "not found" come as 400 (seen by clients in production).
    return errorType(answer.body) === 'CONTACT_NOT_FOUND' ? { kind: 'done' } : callResult(answer);
  }

  async function sendSafely(
    write: readonly ContactWrite[],
    send: (writes: readonly ContactWrite[]) => Promise<readonly WriteResult[]>,
  ) {
    try {
      return await send(write);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'no answer';
      return write.map((): WriteResult => ({ kind: 'retry', reason, maybeApplied: true }));
    }
  }

  /** The grants are not ours to give, and the contact was refused with them: its attributes and offs go once more by themselves. */
  async function sendWithoutGrants(
    writes: readonly ContactWrite[],
    first: ReadonlyMap<ContactWrite, WriteResult>,
  ): Promise<readonly WriteResult[]> {
    const again = writes.filter(({ permissions }) => Object.values(permissions).includes(true));
    const bare = again.map((write) => ({
      ...write,
      permissions: Object.fromEntries(Object.entries(write.permissions).filter(([, isOn]) => !isOn)),
    }));
    const second = again.length > 0 ? await sendSafely(bare, sendEitherWay) : [];
    return writes.map((write) => {
      const grantsWithheld = withheldBy(first.get(write)) ?? 'bounce';
      const result = again.includes(write) ? (second[again.indexOf(write)] ?? missing) : undefined;
      const isKept = result === undefined || result.kind === 'done' || withheldBy(result) !== undefined;
      return isKept ? { kind: 'done', grantsWithheld } : result;
    });
  }

  return async (writes) => {
    const byList = writes.filter((write) => write.kind === 'give' || write.told);
    const results = new Map<ContactWrite, WriteResult>();
    const keep = (sent: readonly ContactWrite[], got: readonly WriteResult[]) =>
      sent.forEach((write, index) => {
        results.set(write, got[index] ?? missing);
      });
    if (byList.length > 0) keep(byList, await sendSafely(byList, sendEitherWay));
    const offs = writes.filter((write) => !byList.includes(write));
    await Promise.all(offs.map(async (off) => keep([off], await sendSafely([off], async () => [await sendOff(off)]))));
    const withheld = [...results.keys()].filter((write) => write.kind === 'give' && withheldBy(results.get(write)));
    keep(withheld, await sendWithoutGrants(withheld, results));
    return writes.map((write) => results.get(write) ?? missing);
  };
}

/** A call that has less time than this is not begun. */
const leastMs = 5_000;
const tooLate: WriteResult = { kind: 'retry', reason: 'too late to begin', maybeApplied: false };
const missing: WriteResult = { kind: 'retry', reason: 'no result for the contact', maybeApplied: true };

/** Why the platform keeps a person from being mailed; undefined where it does not. */
function withheldBy(result: WriteResult | undefined): Suppression | undefined {
  if (result?.kind === 'refused' && result.code === 'CONTACT_OPTOUT') return 'global';
  return result?.kind === 'done' ? result.grantsWithheld : undefined;
}

function callResult(answer: SpotlerAnswer): WriteResult {
  return maybeAppliedStatus(answer.status, answer.body, answer.retryAfterMs);
}
