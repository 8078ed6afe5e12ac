import type { ContactRead } from '../../../../functions/src/event/contact-write.ts';
import type { PlatformBounce, PlatformContact } from '../../../../functions/src/event/platform-contact.ts';
import type { FeedbackDoors, Known, Sighting } from '../../../../functions/src/feedback/doors.ts';
import type { Progress } from '../../../../functions/src/feedback/progress.ts';
import { createFeedback } from '../../../../functions/src/feedback/run-feedback.ts';
import { idOf, newsletter } from '../../builders.ts';

export function contact(over: Partial<PlatformContact> = {}): PlatformContact {
  const permissions = { [newsletter]: true };
  return {
    platformId: 'e1',
    externalId: idOf(1),
    email: 'eva@x.nl',
    permissions,
    mailable: true,
    changed: '1',
    ...over,
  };
}

export function known(over: Partial<Known> = {}): Known {
  return {
    table: 'contact',
    id: idOf(1),
    etag: 'e',
    told: { [newsletter]: true },
    pending: [],
    isUnderWay: false,
    addresses: ['eva'],
    ...over,
  };
}

/** The platform, the relay's memory and the CRM as feedback sees them. A finished baseline, unless said. */
export function setUp(over: Partial<FeedbackDoors> = {}, progress: Partial<Progress> | 'none' = {}) {
  const list: PlatformContact[] = [];
  const bounced: PlatformBounce[] = [];
  const did: string[] = [];
  const sightings = new Map<string, Pick<Sighting, 'permissions' | 'mailable'>>();
  let stored: Progress | undefined =
    progress === 'none'
      ? undefined
      : {
          account: 'a',
          phase: 'done',
          startedAt: 0,
          isAnew: false,
          baselineAt: 1,
          polledAt: 0,
          violating: 0,
          violations: 0,
          sweptAt: 0,
          ...progress,
        };
  let wasRead = stored !== undefined && stored.phase === 'done';
  async function* pages<Item>(items: readonly Item[]) {
    yield { items: [...items], cursor: `after ${items.length}` };
  }
  const doors: FeedbackDoors = {
    account: 'a',
    platform: {
      contacts: () => pages(list),
      changes: () => pages(list),
      bounces: () => pages(bounced),
      read: async (id): Promise<ContactRead> => {
        const found = list.find(({ externalId }) => externalId === id);
        return found ? { kind: 'found', permissions: found.permissions } : { kind: 'absent' };
      },
    },
    progress: {
      read: async () => stored,
      write: async (next) => {
        stored = next;
      },
      wasRead: async () => wasRead,
      noteRead: async () => {
        wasRead = true;
      },
    },
    checkLease: async () => undefined,
    isTimeUp: () => false,
    addressKey: (email) => email.split('@')[0] ?? '',
    known: async () => undefined,
    isHeldBy: async () => true,
    withdrew: async (address, keys) => void did.push(`withdrew ${address} ${keys.join()}`),
    noteNewAddress: async () => false,
    noteFirstSeen: async ({ contact: { address }, off }) => void did.push(`first seen ${address} ${off.join()}`),
    noteMaybeOn: async (_, keys) => {
      did.push(`maybe on ${keys.join()}`);
      return 'written';
    },
    noteClosed: async (address) => void did.push(`closed ${address}`),
    noteBounces: async (address, all) => void did.push(`bounced ${address} ${all.map(({ kind }) => kind).join()}`),
    readSighting: async ({ address, platformId }) => ({
      before: sightings.get(`${address} ${platformId}`),
      withdrawn: [],
    }),
    writeSighting: async ({ address, platformId, ...seen }) => void sightings.set(`${address} ${platformId}`, seen),
    crmDecides: async () => [],
    whereIs: async () => new Map(),
    notActive: async () => [],
    recordIds: async () => ({ ids: [], next: undefined }),
    tables: async () => ['contact'],
    sendNudges: async (nudges) => void did.push(...nudges.map(({ table, id }) => `look ${table} ${id.slice(-1)}`)),
    waiting: async () => 0,
    raise: async ({ code }) => void did.push(code),
    log: () => undefined,
    now: () => 1000,
    ...over,
  };
  const feedback = createFeedback();
  return { list, bounced, did, doors, progress: () => stored, round: () => feedback(doors) };
}
