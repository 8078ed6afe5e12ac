import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ContactRead, ContactWrite, WriteResult } from '../../event/contact-write.ts';
import { toPermissionKey } from '../../event/permission.ts';
import type { Suppression } from '../../event/suppression.ts';
import type { EndContact, ListedPermission, Platform } from '../platform.ts';
import { toContact } from './contact.ts';
import { halve } from './halve.ts';
import { errorType, itemResult, maybeAppliedStatus } from './item-result.ts';
import { createLists } from './lists.ts';
import { authorizationHeader } from './oauth1.ts';
import { parseJson } from './parse-json.ts';
import { readItems } from './read-items.ts';

export type SpotlerAnswer = {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number | undefined;
};

export type SpotlerDoors = {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  /** One HTTP call, JSON in and out. Throws where no answer came; `timeout` on the error tells that it may have been done. */
  readonly call: (request: {
    readonly method: 'GET' | 'POST' | 'PUT';
    readonly url: string;
    readonly path: string;
    readonly authorization: string;
    readonly body?: unknown;
  }) => Promise<SpotlerAnswer>;
  readonly now: () => number;
};

const propertiesShape = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    entries: z.array(z.object({ bit: z.number(), description: z.string() })).optional(),
  }),
);

const contactShape = z.object({
  properties: z.object({
    permissions: z.array(z.object({ bit: z.number(), enabled: z.boolean() })).optional(),
    email: z.string().nullish(),
  }),
  channels: z.array(z.object({ name: z.string(), value: z.boolean() })).optional(),
});

/** Spotler Mail+ by its REST API (Swagger 1.2 document of the vendor, resource `contact`). */
export function createSpotler(doors: SpotlerDoors): Platform {
  const call = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
    const url = `${doors.url}${path}`;
    const unique = { nonce: randomUUID(), timestampSeconds: Math.floor(doors.now() / 1000) };
    return doors.call({
      method,
      url,
      path,
      authorization: authorizationHeader({ method, url }, doors, unique),
      ...(body ? { body } : {}),
    });
  };

  async function sendList(writes: readonly ContactWrite[], update: boolean): Promise<readonly WriteResult[]> {
    const answer = await call('POST', '/contact/list', { update, purge: false, contacts: writes.map(toContact) });
    if ((answer.status === 400 || answer.status === 413) && writes.length > 1)
      return halve(writes, (half) => sendList(half, update));
    if (answer.status !== 200) return writes.map(() => callResult(answer));
    const items = readItems(answer.body);
    return writes.map((write) => itemResult(write, items.get(write.externalId)));
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
    const answer = await call('PUT', `/contact/${write.externalId}`, {
      update: true,
      purge: false,
      contact: toContact(write),
    });
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

  async function readContact(externalId: string): Promise<ContactRead> {
    const answer = await call('GET', `/contact/${externalId}`);
    if (answer.status === 404 || errorType(answer.body) === 'CONTACT_NOT_FOUND') return { kind: 'absent' };
    if (answer.status !== 200) return { kind: 'unknown', reason: `status ${answer.status}` };
    const contact = contactShape.safeParse(parseJson(answer.body));
    if (!contact.success) return { kind: 'unknown', reason: 'the contact could not be read' };
    const bits = contact.data.properties.permissions ?? [];
    const permissions = bits.map(({ bit, enabled }) => [toPermissionKey(String(bit), 'email'), enabled] as const);
    // Open but for a missing address, a channel is closed by a bounce, an opt-out from everything or a complaint.
    const closed = contact.data.channels?.some(({ name, value }) => name === 'EMAIL' && !value);
    const isClosed = closed === true && Boolean(contact.data.properties.email);
    return { kind: 'found', permissions: Object.fromEntries(permissions), ...(isClosed ? { closed: ['email'] } : {}) };
  }

  const anonymise: EndContact = async (externalId) => {
    try {
      const answer = await call('PUT', `/contact/anonymize/${externalId}`);
      const isDone = answer.status < 300 || answer.status === 404 || errorType(answer.body) === 'CONTACT_NOT_FOUND';
      return isDone ? { kind: 'done' } : { kind: 'retry', reason: `status ${answer.status}` };
    } catch (error) {
      return { kind: 'retry', reason: error instanceof Error ? error.message : 'no answer' };
    }
  };

  async function listProperties(): Promise<z.infer<typeof propertiesShape>> {
    const answer = await call('GET', '/contact/properties/list');
    if (answer.status === 401 || answer.status === 403)
      throw new Error(`SPOTLER_KEY or SPOTLER_SECRET: the platform refuses them (${answer.status})`);
    if (answer.status !== 200) throw new Error(`GET /contact/properties/list: ${answer.status}`);
    return propertiesShape.parse(JSON.parse(answer.body));
  }

  return {
    maxWrites: 100,
    ...createLists((path) => call('GET', path), doors.now),
    // The vendor's document has no delete, and its `inactivate` stands in some clients only.
    endings: { anonymise },
    read: async (externalId) => {
      try {
        return await readContact(externalId);
      } catch (error) {
        return { kind: 'unknown', reason: error instanceof Error ? error.message : 'no answer' };
      }
    },
    listPermissions: async () => {
      const permissions = (await listProperties()).find(({ name }) => name === 'permissions');
      // An account without the property has hidden it: to take that for "lists none" would switch off everybody.
      if (!permissions) throw new Error('GET /contact/properties/list: no property permissions');
      return (permissions.entries ?? []).map(toListed);
    },
    listProperties: async () => (await listProperties()).map(({ name }) => name),
    write: async (writes) => {
      const byList = writes.filter((write) => write.kind === 'give' || write.told);
      const results = new Map<ContactWrite, WriteResult>();
      const keep = (sent: readonly ContactWrite[], got: readonly WriteResult[]) =>
        sent.forEach((write, index) => {
          results.set(write, got[index] ?? missing);
        });
      if (byList.length > 0) keep(byList, await sendSafely(byList, sendEitherWay));
      const offs = writes.filter((write) => !byList.includes(write));
      await Promise.all(
        offs.map(async (off) => keep([off], await sendSafely([off], async () => [await sendOff(off)]))),
      );
      const withheld = [...results.keys()].filter((write) => write.kind === 'give' && withheldBy(results.get(write)));
      keep(withheld, await sendWithoutGrants(withheld, results));
      return writes.map((write) => results.get(write) ?? missing);
    },
  };
}

const missing: WriteResult = { kind: 'retry', reason: 'no result for the contact', maybeApplied: true };

/** Why the platform keeps a person from being mailed; undefined where it does not. */
function withheldBy(result: WriteResult | undefined): Suppression | undefined {
  if (result?.kind === 'refused' && result.code === 'CONTACT_OPTOUT') return 'global';
  return result?.kind === 'done' ? result.grantsWithheld : undefined;
}

/** A Spotler bit belongs to one channel: e-mail. */
function toListed({ bit, description }: { readonly bit: number; readonly description: string }): ListedPermission {
  const externalId = String(bit);
  return { key: toPermissionKey(externalId, 'email'), externalId, name: description };
}

function callResult(answer: SpotlerAnswer): WriteResult {
  return maybeAppliedStatus(answer.status, answer.body, answer.retryAfterMs);
}
