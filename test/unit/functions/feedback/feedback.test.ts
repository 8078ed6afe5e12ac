import { createFeedback } from '../../../../functions/src/feedback/run-feedback.ts';
import { events, newsletter } from '../../builders.ts';
import { contact, known, setUp } from './set-up.ts';

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

test('nothing is done any more once another process has the work', async () => {
  const checkLease = async () => {
    throw new Error('lost');
  };
  const { list, did, round } = setUp({ known: async () => known(), checkLease });
  list.push(contact({ permissions: { [newsletter]: false } }));

  await expect(round()).rejects.toThrow('lost');

  expect(did).toEqual([]);
});
