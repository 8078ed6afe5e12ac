import { z } from 'zod';
import type { RelayDoors } from './doors.ts';

/** What befell the organisation as a whole. */
export type Organisation = {
  /** How often it was restored from a backup, and when last (ISO 8601, '' = never). */
  readonly restores: number;
  readonly restoredAt: string;
  /** Id of another organisation that answers at our address; '' = ours does. */
  readonly foreign: string;
};

const organisationShape = z.object({ restores: z.number().int(), restoredAt: z.string(), foreign: z.string() });
/** How long one instance believes its copy of settings and organisation: a change applies everywhere within seconds. */
export const believedMs = 2000;
const row = { partitionKey: 'c', rowKey: 'organisation' };

export async function readOrganisation(control: Pick<RelayDoors['records'], 'get'>): Promise<Organisation> {
  const stored = await control.get(row.partitionKey, row.rowKey);
  return stored ? organisationShape.parse(stored) : { restores: 0, restoredAt: '', foreign: '' };
}

/** Only the one process that has the lease of reconcile writes it. */
export async function changeOrganisation(
  control: RelayDoors['records'],
  to: (before: Organisation) => Organisation,
): Promise<void> {
  const before = await readOrganisation(control);
  const after = to(before);
  if (JSON.stringify(after) !== JSON.stringify(before))
    await control.transact([{ kind: 'upsert', row: { ...row, ...after } }]);
}

/**
 * Every record's next look is the first one after a restore. Resolves when no instance believes otherwise: a look that still knew nothing
 * of it would take what the backup says for a person's new word.
 */
export async function noteRestored(
  control: RelayDoors['records'],
  { at, pause }: { readonly at: Date; readonly pause: (ms: number) => Promise<void> },
): Promise<void> {
  await changeOrganisation(control, (before) => ({
    ...before,
    restores: before.restores + 1,
    restoredAt: at.toISOString(),
  }));
  // Twice: a copy may have been read late in the time that it is believed from.
  await pause(2 * believedMs);
}

/** The generation of decisions: another one after every change of settings and every restore. */
export function toGeneration(settingsVersion: string, { restores }: Organisation): string {
  return restores === 0 ? settingsVersion : `${settingsVersion}~r${restores}`;
}

/**
 * Was the organisation restored since the decision of `before`? What a record says at the first look after that and did not say before may be
 * what somebody took back since.
 */
export function isRestored(before: string | undefined, now: string): boolean {
  return before !== undefined && before !== '' && restoresIn(before) !== restoresIn(now);
}

/**
 * Row versions only grow: where one is lower than at the last look, a backup was restored that nobody has noticed yet (or the answer is
 * an old one). Both are versions as a look gives them: that of the row, and `id:version` of its permission rows.
 */
export function wentBack(before: string, now: string): boolean {
  const known = versionsIn(before);
  return [...versionsIn(now)].some(([name, version]) => version < (known.get(name) ?? 0n));
}

/** The versions that a look gives, by the id of the permission row; '' is the record's own. */
export function versionsIn(text: string): ReadonlyMap<string, bigint> {
  const parts = text === '' ? [] : text.split(' ');
  return new Map(
    parts.map((part) => {
      const [version = '', name = ''] = part.split(':').reverse();
      return [name, BigInt(version)];
    }),
  );
}

function restoresIn(generation: string): string {
  return /~r(\d+)$/.exec(generation)?.[1] ?? '0';
}
