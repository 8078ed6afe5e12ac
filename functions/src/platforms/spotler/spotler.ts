import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toPermissionKey } from '../../event/permission.ts';
import type { EndContact, ListedPermission, Platform } from '../platform.ts';
import { errorType } from './item-result.ts';
import { createLists } from './lists.ts';
import { authorizationHeader } from './oauth1.ts';
import type { SpotlerAnswer, SpotlerCall } from './spotler-call.ts';
import { toContactRead } from './to-contact-read.ts';
import { createWrites } from './write-contacts.ts';

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
    /** When it is given up, where that is sooner than usual (milliseconds since 1970). */
    readonly until?: number;
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

/** Spotler Mail+ by its REST API (Swagger 1.2 document of the vendor, resource `contact`). */
export function createSpotler(doors: SpotlerDoors): Platform {
  const call: SpotlerCall = (method, path, body, until) => {
    const url = `${doors.url}${path}`;
    const unique = { nonce: randomUUID(), timestampSeconds: Math.floor(doors.now() / 1000) };
    return doors.call({
      method,
      url,
      path,
      authorization: authorizationHeader({ method, url }, doors, unique),
      ...(body ? { body } : {}),
      ...(until === undefined ? {} : { until }),
    });
  };

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
    write: createWrites(call, doors.now),
    read: async (externalId) => {
      try {
        return toContactRead(await call('GET', `/contact/${externalId}`));
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
  };
}

/** A Spotler bit belongs to one channel: e-mail. */
function toListed({ bit, description }: { readonly bit: number; readonly description: string }): ListedPermission {
  const externalId = String(bit);
  return { key: toPermissionKey(externalId, 'email'), externalId, name: description };
}
