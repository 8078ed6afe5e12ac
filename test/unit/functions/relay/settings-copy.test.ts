import { defaultSettings } from '../../../../functions/src/event/default-settings.ts';
import { readSettingsText } from '../../../../functions/src/event/settings.ts';
import { createSettingsCopy } from '../../../../functions/src/relay/settings-copy.ts';
import { memoryTable, settings } from '../../builders.ts';

type Doc = { text: string; version: string } | undefined;

function setUp(doc: Doc, control = memoryTable()) {
  const crm: { doc: Doc; reads: number; away: boolean } = { doc, reads: 0, away: false };
  const clock = { ms: 0 };
  const lines: unknown[] = [];
  const copy = createSettingsCopy({
    readDocument: async () => {
      crm.reads += 1;
      if (crm.away) throw new Error('GET assent_configurations: 503');
      return crm.doc;
    },
    control,
    read: readSettingsText,
    log: (...line) => void lines.push(line),
    tell: async () => undefined,
    now: () => clock.ms,
  });
  return { crm, clock, lines, control, ...copy };
}

const good = (version = '7', over = {}) => ({ text: JSON.stringify(settings(over)), version });

test('the document of the CRM holds, under the version of its row', async () => {
  const { current } = setUp(good());

  expect(await current()).toEqual({ document: settings(), generation: '7' });
});

test('a new installation starts with the default document', async () => {
  const { current } = setUp(undefined);

  expect(await current()).toEqual({ document: defaultSettings, generation: 'default' });
});

test('every instance obeys the same copy, also while Dataverse is away', async () => {
  const { current, control } = setUp(good());
  await current();
  const other = setUp(undefined, control);
  other.crm.away = true;

  expect((await other.current()).generation).toBe('7');
});

test('a change applies on this instance at once, on others within two seconds', async () => {
  const first = setUp(good());
  await first.current();
  const other = setUp(good(), first.control);
  await other.current();
  first.crm.doc = good('8', { fields: [] });

  await first.refresh();
  other.clock.ms = 1_999;
  expect((await first.current()).generation).toBe('8');
  expect((await other.current()).generation).toBe('7');
  other.clock.ms = 2_000;
  expect((await other.current()).generation).toBe('8');
});

test('a document that does not validate is refused with every problem, and the last good one stays', async () => {
  const { current, refresh, crm, lines } = setUp(good());
  await current();
  crm.doc = { text: JSON.stringify({ ...settings(), connections: [], version: 2 }), version: '8' };

  await refresh();

  expect(await current()).toMatchObject({ generation: '7' });
  expect(lines.filter((line) => JSON.stringify(line).includes('finding.settings'))).toHaveLength(2);
});

test('what only the platform refuses is refused like any other problem', async () => {
  const told: unknown[] = [];
  const { crm, control } = setUp(good());
  const copy = createSettingsCopy({
    readDocument: async () => crm.doc,
    control,
    read: () => ({ problems: ['tables.contact.withdrawal.deleted: no'] }),
    log: () => undefined,
    tell: async (problems) => void told.push(problems),
    now: () => 0,
  });

  await copy.refresh();

  expect(told).toEqual([['tables.contact.withdrawal.deleted: no']]);
  expect(control.rows.size).toBe(0);
});

test.each(['', 'no JSON', '[]', 'null'])('the text %p is refused as a document', async (text) => {
  const { current, refresh, crm } = setUp(good());
  await current();
  crm.doc = { text, version: '8' };

  await refresh();

  expect((await current()).generation).toBe('7');
});

test('a first document that does not validate never turns into the default one: that might grant what it forbids', async () => {
  const { current, crm } = setUp({ text: '{"version":1}', version: '7' });

  await expect(current()).rejects.toThrow('settings');
  crm.doc = good('8');
  expect((await current()).generation).toBe('8');
});

test('when Dataverse is away at the very first start, nobody guesses', async () => {
  const { current, crm } = setUp(good());
  crm.away = true;

  await expect(current()).rejects.toThrow('503');
  crm.away = false;
  expect((await current()).generation).toBe('7');
});

test('many who ask at once are one read', async () => {
  const { current, crm } = setUp(good());

  await Promise.all([current(), current(), current()]);

  expect(crm.reads).toBe(1);
});

test.each(['p', 'pp'])(
  'a document larger than a column is kept in parts, and no character is torn apart: %s',
  async (property) => {
    // Each of its characters takes two places: with one of the two names the edge of a part falls between them.
    const large = { fields: [{ column: 'c', property, values: { '1': '😀'.repeat(40_000) } }] };
    const { current, control } = setUp(good('7', large));

    expect((await current()).document).toEqual(settings(large));

    const texts = [...control.rows.values()].flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(32_768);
      expect(text.isWellFormed()).toBe(true);
    }
  },
);

test('a document that became smaller leaves nothing of the larger one', async () => {
  const { current, refresh, crm } = setUp(good('7', { fields: [{ column: 'c', property: 'p'.repeat(100) }] }));
  await current();
  crm.doc = good('8');

  await refresh();

  expect((await current()).document).toEqual(settings());
});
