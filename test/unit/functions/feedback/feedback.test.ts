import type { ContactRead } from '../../../../functions/src/event/contact-write.ts';
import type { PlatformBounce, PlatformContact } from '../../../../functions/src/event/platform-contact.ts';
import type { FeedbackDoors, Known, Sighting } from '../../../../functions/src/feedback/doors.ts';
import type { Progress } from '../../../../functions/src/feedback/progress.ts';
import { createFeedback } from '../../../../functions/src/feedback/run-feedback.ts';
import { events, idOf, newsletter } from '../../builders.ts';

function contact(over: Partial<PlatformContact> = {}): PlatformContact {
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

function known(over: Partial<Known> = {}): Known {
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
function setUp(over: Partial<FeedbackDoors> = {}, progress: Partial<Progress> | 'none' = {}) {
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
    },
    checkLease: async () => undefined,
    isTimeUp: () => false,
    addressKey: (email) => email.split('@')[0] ?? '',
    known: async () => undefined,
    isHeldBy: async () => true,
    withdrew: async (address, keys) => void did.push(`withdrew ${address} ${keys.join()}`),
    noteFirstSeen: async ({ address }, off) => void did.push(`first seen ${address} ${off.join()}`),
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

describe('a permission that is off though we told it on', () => {
  test('is a withdrawal at every address of the record and of the contact', async () => {
    const { list, did, round } = setUp({ known: async () => known({ addresses: ['eva', 'work'] }) });
    list.push(contact({ permissions: { [newsletter]: false }, email: 'new@x.nl' }));

    await round();

    const counted = (address: string) => `withdrew ${address} ${newsletter}`;
    expect(new Set(did)).toEqual(new Set(['eva', 'work', 'new'].map(counted)));
  });

  test('that could not be counted is found again by the next process: the cursor moves only after it', async () => {
    let isAway = true;
    const { list, did, doors, progress, round } = setUp({
      known: async () => known(),
      withdrew: async (address) => {
        if (isAway) throw new Error('the store is away');
        did.push(`withdrew ${address}`);
      },
    });
    list.push(contact({ permissions: { [newsletter]: false } }));

    await expect(round()).rejects.toThrow('the store is away');
    const before = progress()?.changes;
    isAway = false;
    await createFeedback()(doors);

    expect(before).toBeUndefined();
    expect(did).toContain('withdrew eva');
  });

  test('is none while something of ours is under way, and is looked at again with the next round', async () => {
    let pending: readonly string[] = [newsletter];
    const { list, did, round } = setUp({ known: async () => known({ pending, isUnderWay: pending.length > 0 }) });
    list.push(contact({ permissions: { [newsletter]: false } }));

    await round();
    const early = [...did];
    pending = [];
    await round();

    expect(early).toEqual([]);
    expect(did[0]).toBe(`withdrew eva ${newsletter}`);
  });

  test('that nobody can tell, as something of ours is pending and nobody has it in hand, has the record looked at', async () => {
    const { list, did, round } = setUp({ known: async () => known({ pending: [newsletter] }) }, { sweep: 'x' });
    list.push(contact({ permissions: { [newsletter]: false } }));

    await round();

    expect(did.at(0)).toBe('look contact 1');
  });

  test('is none where the relay was at the record between two reads, or the contact says otherwise by now', async () => {
    const etags = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const moving = setUp({ known: async () => known({ etag: etags.shift() ?? '' }) });
    moving.list.push(contact({ permissions: { [newsletter]: false } }));
    const back = setUp({ known: async () => known() });
    back.list.push(contact({ permissions: { [newsletter]: false } }));
    const doors = {
      ...back.doors.platform,
      read: async () => ({ kind: 'found', permissions: { [newsletter]: true } }) as const,
    };

    await moving.round();
    await createFeedback()({ ...back.doors, platform: doors });

    expect([moving.did, back.did]).toEqual([[], []]);
  });

  test('is not counted again while the list shows the same contact', async () => {
    const { list, did, round } = setUp({ known: async () => known() }, { sweep: 'x' });
    list.push(contact({ permissions: { [newsletter]: false } }));
    const poll = (text: string) => text.startsWith('withdrew');

    await round();
    const first = did.filter(poll).length;
    did.length = 0;
    await round();

    // The standing pass looks by state; the poll has seen it.
    expect(did.filter(poll).length).toBeLessThan(first);
  });
});

test('a permission that was switched on at the platform is taken again and told', async () => {
  const { list, did, round, progress } = setUp({ known: async () => known({ told: { [newsletter]: false } }) });
  list.push(contact());

  await round();

  expect(did.slice(0, 3)).toEqual([`maybe on ${newsletter}`, 'look contact 1', 'finding.optin']);
  expect(progress()?.violations).toBe(1);
});

test('what is on and was never told is looked at, and is nobody to be told of', async () => {
  const { list, did, round } = setUp({ known: async () => known({ told: {} }) });
  list.push(contact());

  await round();

  expect(did).not.toContain('finding.optin');
  expect(did).toContain('look contact 1');
});

describe('a contact that no record is known of', () => {
  for (const [where, looked] of [
    ['lead', 'look lead 1'],
    ['nowhere', 'look contact 1'],
  ] as const) {
    test(`and that is in the CRM as ${where} is looked at there`, async () => {
      const { list, did, round } = setUp({ whereIs: async (ids) => new Map(ids.map((id) => [id, where])) });
      list.push(contact());

      await round();

      expect(did[0]).toBe(looked);
    });
  }

  test('is left alone where that cannot be found out, or where it may not be mailed anyway', async () => {
    const { list, did, round } = setUp({ whereIs: async (ids) => new Map(ids.map((id) => [id, 'unknown'])) });
    list.push(contact(), contact({ platformId: 'e2', permissions: { [newsletter]: false } }));

    await round();

    expect(did).toEqual([]);
  });
});

test('a contact that is not ours counts as withdrawn only when it was on before', async () => {
  const { list, did, round } = setUp();
  list.push(contact({ externalId: undefined, permissions: { [newsletter]: true, [events]: false } }));
  await round();
  const first = [...did];
  list[0] = contact({ externalId: 'shop-7', permissions: { [newsletter]: false, [events]: false }, changed: '2' });

  await round();

  expect(first).toEqual([]);
  expect(did[0]).toBe(`withdrew eva ${newsletter}`);
});

test('bounces are told before the closed address, all of an address together', async () => {
  const { list, bounced, did, round } = setUp({ known: async () => known() });
  const closed = contact({ mailable: false });
  list.push(closed);
  bounced.push({ kind: 'soft', at: 2, contact: closed }, { kind: 'hard', at: 1, contact: closed });
  bounced.push({ kind: 'hard', at: 3, contact: contact({ email: 'moved@x.nl' }) });

  await round();

  expect(did.slice(0, 2)).toEqual(['bounced eva soft,hard', 'closed eva']);
  expect(did.join(' ')).not.toContain('moved');
});

describe('the baseline', () => {
  test('counts what is off, but for permissions where the CRM decides, and then has every record looked at', async () => {
    const recordIds = async () => ({ ids: [idOf(1), idOf(2)], next: undefined });
    const { list, did, round, progress } = setUp({ crmDecides: async () => [events], recordIds }, 'none');
    list.push(contact({ permissions: { [newsletter]: false, [events]: false } }));

    await round();

    expect(did.slice(0, 3)).toEqual([`first seen eva ${newsletter}`, 'look contact 1', 'look contact 2']);
    expect(progress()).toMatchObject({ phase: 'done', account: 'a' });
  });

  test('goes on after a fault where it was', async () => {
    let isBroken = true;
    const { list, did, doors, progress } = setUp({}, 'none');
    const noteFirstSeen: FeedbackDoors['noteFirstSeen'] = async (sighting, off) => {
      if (isBroken) throw new Error('the store is away');
      return doors.noteFirstSeen(sighting, off);
    };
    list.push(contact({ permissions: { [newsletter]: false } }));

    await expect(createFeedback()({ ...doors, noteFirstSeen })).rejects.toThrow('the store is away');
    const reached = progress()?.phase;
    isBroken = false;
    await createFeedback()({ ...doors, noteFirstSeen });

    expect(reached).toBe('contacts');
    expect(did).toEqual([`first seen eva ${newsletter}`]);
  });

  test('is taken anew for another account', async () => {
    const { list, did, round, progress } = setUp({}, { account: 'another' });
    list.push(contact({ permissions: { [newsletter]: false } }));

    await round();

    expect(did).toEqual([`first seen eva ${newsletter}`]);
    expect(progress()).toMatchObject({ account: 'a', isAnew: true });
  });

  test('leaves what we told off ourselves uncounted', async () => {
    const { list, did, round } = setUp({ known: async () => known({ told: { [newsletter]: false } }) }, 'none');
    list.push(contact({ permissions: { [newsletter]: false } }));

    await round();

    expect(did).toEqual([]);
  });

  test('sends no more nudges while many wait', async () => {
    const recordIds = async () => ({ ids: [idOf(1)], next: 'more' });
    const { did, round, progress } = setUp({ recordIds, waiting: async () => 20_000 }, 'none');

    await round();

    expect(did).toEqual([]);
    expect(progress()?.phase).toBe('records');
  });
});

describe('where the time is up', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      contact({ platformId: `e${index}`, permissions: { [newsletter]: false } }),
    );

  test('a baseline ends in the middle of a page, its cursor stays, and the next round looks at the rest', async () => {
    let most = 1000;
    const { list, did, doors, progress } = setUp({}, { phase: 'contacts' });
    list.push(...many(2500));
    const feedback = createFeedback();
    const round = () => feedback({ ...doors, isTimeUp: () => did.length >= most });

    await round();
    const early = { looked: did.length, contacts: progress()?.contacts };
    most = 10_000;
    await round();

    expect(early).toEqual({ looked: 1000, contacts: undefined });
    expect(did).toHaveLength(2500);
  });

  test('a poll ends after a part, and the next round goes on there', async () => {
    const since: (string | undefined)[] = [];
    async function* parts(from: string | undefined) {
      since.push(from);
      for (let part = Number(from ?? 0); part < 3; part += 1) yield { items: many(1), cursor: String(part + 1) };
    }
    const base = setUp();
    const platform = { ...base.doors.platform, changes: parts };
    const feedback = createFeedback();

    for (let rounds = 0; rounds < 3; rounds += 1) await feedback({ ...base.doors, platform, isTimeUp: () => true });

    expect(since).toEqual([undefined, '1', '2']);
  });

  test('bounces that take the whole of it do not keep opt-outs waiting', async () => {
    const { list, bounced, did, round } = setUp({ known: async () => known(), isTimeUp: () => true });
    bounced.push({ kind: 'soft', at: 2, contact: contact() });
    list.push(contact({ permissions: { [newsletter]: false } }));

    await round();

    expect(did).toEqual(['bounced eva soft', `withdrew eva ${newsletter}`]);
  });
});

describe('who was told off, and is on at the platform', () => {
  const switchedOn = { known: async () => known({ told: { [newsletter]: false } }) };

  test('is not looked up by the first baseline of all, and is found by the standing pass', async () => {
    let lookUps = 0;
    const known = async () => {
      lookUps += 1;
      return switchedOn.known();
    };
    const { list, did, round, progress } = setUp({ known }, { phase: 'contacts' });
    list.push(contact());
    // Everything but the baseline is a later round's.
    const first = setUp({ known, isTimeUp: () => true }, { phase: 'contacts' });
    first.list.push(contact());
    await first.round();

    expect(lookUps).toBe(0);
    await round();
    expect(did).toContain('finding.optin');
    expect(progress()?.violations).toBe(1);
  });

  test('is found at once by the baseline of another account', async () => {
    const { list, did, round } = setUp({ ...switchedOn, isTimeUp: () => true }, { phase: 'contacts', isAnew: true });
    list.push(contact());

    await round();

    expect(did).toEqual([`maybe on ${newsletter}`, 'look contact 1', 'finding.optin']);
  });
});

test('nothing is done any more once another process has the work', async () => {
  const checkLease = async () => {
    throw new Error('lost');
  };
  const { list, did, round } = setUp({ known: async () => known(), checkLease });
  list.push(contact({ permissions: { [newsletter]: false } }));

  await expect(round()).rejects.toThrow('lost');

  expect(did).toEqual([]);
});
