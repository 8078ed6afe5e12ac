import { defaultSettings } from '../event/default-settings.ts';
import { readSettingsText, type Settings } from '../event/settings.ts';
import type { Log } from '../log.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { believedMs, readOrganisation, toGeneration } from './organisation.ts';

export type CurrentSettings = { readonly document: Settings; readonly generation: string };

/** A text column of Table Storage takes 32,768 characters. */
const partSize = 30_000;
const partition = 'c';

/**
 * The last good settings document, kept in the table `control` so that every instance obeys the same one, also while Dataverse is
 * away. A document that does not validate is refused with every problem; the last good one stays.
 */
export function createSettingsCopy(doors: {
  /** The Configuration row named `settings`; undefined where there is none. Throws where it cannot be read. */
  readonly readDocument: () => Promise<{ readonly text: string; readonly version: string } | undefined>;
  readonly control: RelayDoors['records'];
  /** The document, or every problem that it has. */
  readonly read: (text: string) => Settings | { readonly problems: readonly string[] };
  readonly log: Log;
  /** Tells a person every problem of the document; none = it is good. */
  readonly tell: (problems: readonly string[]) => Promise<void>;
  readonly now: () => number;
}): { readonly current: () => Promise<CurrentSettings>; readonly refresh: () => Promise<void> } {
  let cached: { readonly value: Promise<CurrentSettings>; readonly at: number } | undefined;
  let parsed: { readonly etag: string; readonly value: CurrentSettings } | undefined;

  async function load(): Promise<CurrentSettings> {
    const [settings, organisation] = await Promise.all([loadDocument(), readOrganisation(doors.control)]);
    // Its rows carry our ids: what we would read and decide there is true of nobody here.
    if (organisation.foreign) throw new Error('Another organisation answers at DATAVERSE_URL: nothing is decided.');
    return { ...settings, generation: toGeneration(settings.generation, organisation) };
  }

  async function loadDocument(): Promise<CurrentSettings> {
    const head = await doors.control.get(partition, 'settings');
    // Head and parts change together: the same head is the same document.
    if (head && head.etag === parsed?.etag) return parsed.value;
    const stored = head && (await readCopy(head, doors.control));
    if (stored) {
      parsed = { etag: head.etag, value: stored };
      return stored;
    }
    const taken = await takeOver();
    // The default document might grant what the refused one forbids.
    if (taken === 'refused') throw new Error('The settings document is not right, and there was none before it.');
    return taken === 'none' ? { document: defaultSettings, generation: 'default' } : taken;
  }

  async function takeOver(): Promise<CurrentSettings | 'none' | 'refused'> {
    const row = await doors.readDocument();
    if (!row) return 'none';
    const head = await doors.control.get(partition, 'settings');
    const known = head && head.generation === row.version ? await readCopy(head, doors.control) : undefined;
    if (known) return known;
    const document = doors.read(row.text);
    const problems = 'problems' in document ? document.problems : [];
    for (const problem of problems) doors.log('finding', { code: 'finding.settings', reason: problem });
    await doors.tell(problems);
    if ('problems' in document) return 'refused';
    await writeCopy(doors.control, row);
    cached = undefined;
    doors.log('settings', { code: row.version });
    return { document, generation: row.version };
  }

  return {
    current: () => {
      if (cached && doors.now() - cached.at < believedMs) return cached.value;
      const value = load();
      cached = { value, at: doors.now() };
      value.catch(() => {
        cached = undefined;
      });
      return value;
    },
    refresh: async () => {
      await takeOver();
    },
  };
}

async function readCopy(head: StoredRow, control: RelayDoors['records']): Promise<CurrentSettings | undefined> {
  const parts = await Promise.all(
    Array.from({ length: Number(head.parts) }, (_, index) => control.get(partition, `settings~${index}`)),
  );
  const text = parts.map((part) => String(part?.text ?? '')).join('');
  const document = readSettingsText(text);
  // A reader between two parts of a writer sees a broken text: the next look, at most two seconds later, sees it whole.
  return 'problems' in document ? undefined : { document, generation: String(head.generation) };
}

/** One transaction: head and parts change together. */
async function writeCopy(
  control: RelayDoors['records'],
  row: { readonly text: string; readonly version: string },
): Promise<void> {
  // No part ends between the two halves of a character: alone they are none, and the store would spoil them.
  const parts = row.text.match(new RegExp(`[\\s\\S]{1,${partSize}}(?<![\\ud800-\\udbff])`, 'g')) ?? [];
  await control.transact([
    {
      kind: 'upsert',
      row: { partitionKey: partition, rowKey: 'settings', generation: row.version, parts: parts.length },
    },
    ...parts.map(
      (text, index) =>
        ({ kind: 'upsert', row: { partitionKey: partition, rowKey: `settings~${index}`, text } }) as const,
    ),
  ]);
}
