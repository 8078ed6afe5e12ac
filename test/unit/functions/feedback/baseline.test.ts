import type { FeedbackDoors } from '../../../../functions/src/feedback/doors.ts';
import { createFeedback } from '../../../../functions/src/feedback/run-feedback.ts';
import { events, idOf, newsletter } from '../../builders.ts';
import { contact, known, setUp } from './set-up.ts';

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
    const noteFirstSeen: FeedbackDoors['noteFirstSeen'] = async (first) => {
      if (isBroken) throw new Error('the store is away');
      return doors.noteFirstSeen(first);
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

  test('notes what is off at a new address without looking its record up', async () => {
    let lookUps = 0;
    const known = async () => {
      lookUps += 1;
      return undefined;
    };
    const noted: unknown[] = [];
    const noteNewAddress: FeedbackDoors['noteNewAddress'] = async ({ contact: { address }, off, isClosed }) => {
      noted.push({ address, off, isClosed });
      return true;
    };
    const { list, did, round } = setUp({ known, noteNewAddress, isTimeUp: () => true }, { phase: 'contacts' });
    list.push(contact({ permissions: { [newsletter]: false } }), contact({ email: 'jan@x.nl', mailable: false }));

    await round();

    expect(noted).toEqual([
      { address: 'eva', off: [newsletter], isClosed: false },
      { address: 'jan', off: [], isClosed: true },
    ]);
    expect([did, lookUps]).toEqual([[], 0]);
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

  test('the standing pass ends after a page, and the next round goes on there', async () => {
    const from: (string | undefined)[] = [];
    const { doors, progress } = setUp();
    async function* pages(cursor: string | undefined) {
      from.push(cursor);
      for (const next of cursor === undefined ? ['1', '2'] : ['2']) yield { items: many(1), cursor: next };
    }
    const round = (isTimeUp: () => boolean) =>
      createFeedback()({ ...doors, platform: { ...doors.platform, contacts: pages }, isTimeUp });

    // Time is left until the pass has begun.
    await round(() => from.length > 0);
    const early = progress()?.sweep;
    await round(() => false);

    expect([early, progress()?.sweep]).toEqual(['1', undefined]);
    expect(from).toEqual([undefined, '1']);
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

  test('is found at once by a baseline that is taken anew because nobody knows how far it was read', async () => {
    const base = setUp(switchedOn, 'none');
    const progress = { ...base.doors.progress, wasRead: async () => true };
    // No time is left for the standing pass.
    const isTimeUp = () => base.progress()?.phase !== 'bounces';
    base.list.push(contact());

    await createFeedback()({ ...base.doors, progress, isTimeUp });

    expect(base.did).toEqual([`maybe on ${newsletter}`, 'look contact 1', 'finding.optin']);
  });

  test('is found at once by the baseline of another account', async () => {
    const { list, did, round } = setUp({ ...switchedOn, isTimeUp: () => true }, { phase: 'contacts', isAnew: true });
    list.push(contact());

    await round();

    expect(did).toEqual([`maybe on ${newsletter}`, 'look contact 1', 'finding.optin']);
  });
});
