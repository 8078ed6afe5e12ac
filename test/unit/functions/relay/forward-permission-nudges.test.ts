import { forwardPermissionNudges } from '../../../../functions/src/relay/forward-permission-nudges.ts';
import { idOf, message, nudge, world } from '../../builders.ts';

const own = nudge({ table: 'assent_permission', id: idOf(5), message: 'Delete', correlationId: 'c' });
const records = [
  { table: 'contact', id: idOf(1) },
  { table: 'lead', id: idOf(2) },
] as const;

test('the records that a permission row names are nudged in its place', async () => {
  const { doors, sent, counts } = world({ recordsOf: async () => ({ kind: 'found', records }) });

  expect(await forwardPermissionNudges([nudge(), own], message([own]), doors)).toEqual([]);

  expect(sent).toEqual([
    { ...own, table: 'contact', id: idOf(1) },
    { ...own, table: 'lead', id: idOf(2) },
  ]);
  expect(await counts()).toMatchObject({ skipped: 1 });
});

test('several nudges of one row are one read, one nudge of its record, and an outcome each', async () => {
  const reads: string[] = [];
  const { doors, sent, counts } = world({
    recordsOf: async (id) => {
      reads.push(id);
      return { kind: 'found', records: [records[0]] };
    },
  });

  await forwardPermissionNudges([own, own, own], message([own]), doors);

  expect(reads).toEqual([idOf(5)]);
  expect(sent).toHaveLength(1);
  expect((await counts()).skipped).toBe(3);
});

test('a row that is gone, or names no record, ends as skipped', async () => {
  const gone = world();
  const nameless = world({ recordsOf: async () => ({ kind: 'found', records: [] }) });

  for (const { doors, sent, outcomes, counts } of [gone, nameless]) {
    expect(await forwardPermissionNudges([own], message([own]), doors)).toEqual([]);
    expect(sent).toEqual([]);
    expect(outcomes()).toMatchObject([{ outcome: 'skipped', reason: 'no record named' }]);
    expect((await counts()).skipped).toBe(1);
  }
});

test('a row that cannot be read is tried again and counted as nothing yet', async () => {
  const { doors, counts } = world({ recordsOf: async () => ({ kind: 'unknown', reason: '503' }) });

  expect(await forwardPermissionNudges([own, own], message([own]), doors)).toEqual([own, own]);
  expect((await counts()).skipped).toBe(0);
});

test('a bundle that comes again nudges again and counts once', async () => {
  const { doors, counts } = world({ recordsOf: async () => ({ kind: 'found', records }) });

  await forwardPermissionNudges([own], message([own]), doors);
  await forwardPermissionNudges([own], message([own]), doors);

  expect((await counts()).skipped).toBe(1);
});

test('a row that stays unreadable is rejected after the last try, each of its nudges', async () => {
  const { handle, counts } = world({ recordsOf: async () => ({ kind: 'unknown', reason: '503' }) });

  await handle(message([], { body: { v: 1, attempt: 11, nudges: [own, own] } }));

  expect((await counts()).rejected).toBe(2);
});
