import { nameNudges } from '../../../../functions/src/ingest/name-nudges.ts';
import { readContext } from '../../../../functions/src/ingest/read-context.ts';
import { idOf } from '../../builders.ts';
import {
  context,
  correlationId,
  entity,
  operationId,
  option,
  reference,
  stripped,
  syncRecord,
} from '../../webhook-bodies.ts';

function named(body: unknown) {
  const read = readContext(JSON.stringify(body));
  if (!read) throw new Error('The body names no record.');
  return nameNudges(read, () => undefined);
}

function nudges(body: unknown) {
  const result = named(body);
  return result.kind === 'nudges' ? result.nudges : [];
}

test.each(['contact', 'lead', 'account'])('a save of a %s asks for one look at it', (table) => {
  expect(named(context({ table, message: 'Update' }))).toEqual({
    kind: 'nudges',
    nudges: [{ table, id: idOf(1), message: 'Update', operationId, correlationId }],
  });
});

test('nothing of what the event says of a person is in its nudge', () => {
  const target = entity('contact', idOf(1), { firstname: 'Eva', emailaddress1: 'eva@example.org', donotemail: true });

  const text = JSON.stringify(named(context({ input: { Target: target } })));

  expect(text).not.toMatch(/eva/i);
  expect(text).toContain('"withdrawal":["email"]');
});

test('a delete says that all is withdrawn, also when Dataverse stripped the body', () => {
  const body = context({ message: 'Delete', input: { Target: reference('contact', idOf(1)) } });

  expect(nudges(body)).toMatchObject([{ message: 'Delete', withdrawal: 'all' }]);
  expect(nudges(stripped(body))).toMatchObject([{ message: 'Delete', withdrawal: 'all' }]);
});

test('a message that we never heard of is still a look', () => {
  expect(nudges(context({ message: 'Restore' }))).toMatchObject([{ message: 'Restore' }]);
  expect(nudges(context({ message: 'x'.repeat(500) }))[0]?.message).toHaveLength(100);
});

test('a merge asks for a look at the winner and at the loser, and only the loser withdraws', () => {
  const input = {
    Target: reference('contact', idOf(1)),
    SubordinateId: `{${idOf(2).toUpperCase()}}`,
    UpdateContent: entity('contact', idOf(1), { donotemail: true }),
    PerformParentingChecks: false,
  };

  expect(nudges(context({ message: 'Merge', input }))).toEqual([
    { table: 'contact', id: idOf(1), message: 'Merge', operationId, correlationId },
    { table: 'contact', id: idOf(2), message: 'Merge', operationId, correlationId, withdrawal: 'all' },
  ]);
});

test('a merge that was stripped still looks at the winner', () => {
  expect(nudges(stripped(context({ message: 'Merge' })))).toMatchObject([{ id: idOf(1) }]);
});

test('a new permission row asks for a look at its record', () => {
  const target = entity('assent_permission', idOf(5), {
    assent_contactid: reference('contact', idOf(1)),
    assent_granted: true,
    assent_channel: option(1),
  });

  const body = context({ message: 'Create', table: 'assent_permission', id: idOf(5), input: { Target: target } });

  expect(nudges(body)).toMatchObject([{ table: 'contact', id: idOf(1), message: 'Create' }]);
});

test('an unticked permission row names its record by the image before the change', () => {
  const body = context({
    table: 'assent_permission',
    id: idOf(5),
    input: { Target: entity('assent_permission', idOf(5), { assent_granted: false }) },
    before: { assent_leadid: reference('lead', idOf(3)), assent_granted: true },
  });

  expect(nudges(body)).toMatchObject([{ table: 'lead', id: idOf(3) }]);
});

test('a permission row that moves asks for a look at both records', () => {
  const body = context({
    table: 'assent_permission',
    id: idOf(5),
    input: {
      Target: entity('assent_permission', idOf(5), {
        assent_contactid: reference('contact', idOf(1)),
        assent_leadid: null,
      }),
    },
    before: { assent_contactid: reference('contact', idOf(2)), assent_leadid: reference('lead', idOf(3)) },
  });

  expect(nudges(body).map(({ table, id }) => `${table} ${id}`)).toEqual([
    `contact ${idOf(1)}`,
    `contact ${idOf(2)}`,
    `lead ${idOf(3)}`,
  ]);
});

test('a record that is in target and image is named once', () => {
  const body = context({
    table: 'assent_permission',
    input: { Target: entity('assent_permission', idOf(5), { assent_contactid: reference('contact', idOf(1)) }) },
    before: { assent_contactid: reference('contact', idOf(1).toUpperCase()) },
  });

  expect(nudges(body)).toHaveLength(1);
});

test('a permission row whose record is not in the body is nudged itself', () => {
  const body = context({ message: 'Delete', table: 'assent_permission', id: idOf(5) });

  expect(nudges(stripped(body))).toEqual([
    { table: 'assent_permission', id: idOf(5), message: 'Delete', operationId, correlationId },
  ]);
});

test('a deleted permission row does not say that its record is withdrawn', () => {
  const body = context({
    message: 'Delete',
    table: 'assent_permission',
    input: { Target: reference('assent_permission', idOf(5)) },
    before: { assent_contactid: reference('contact', idOf(1)) },
  });

  expect(nudges(body)[0]).not.toHaveProperty('withdrawal');
});

test('Sync now asks for a look at each of its records, and skips what is no id', () => {
  const body = syncRecord('contact', [idOf(1), `{${idOf(2).toUpperCase()}}`, 'rubbish', null, 7]);

  expect(nudges(body)).toEqual([
    { table: 'contact', id: idOf(1), message: 'assent_SyncRecord', operationId, correlationId },
    { table: 'contact', id: idOf(2), message: 'assent_SyncRecord', operationId, correlationId },
  ]);
});

test.each([
  ['of a table that is none of ours', syncRecord('opportunity', [idOf(1)])],
  ['of nothing', syncRecord('contact', [])],
  ['without parameters', stripped(syncRecord('contact', [idOf(1)]))],
])('Sync now %s asks for nothing', (_, body) => {
  expect(named(body)).toEqual({ kind: 'none' });
});

test.each(['assent_configuration', 'assent_job'])('a saved %s row is an order for the queue `jobs`', (table) => {
  expect(named(context({ table, id: idOf(8) }))).toEqual({ kind: 'job', table, id: idOf(8) });
});

test.each(['opportunity', 'systemuser', 'none', 'constructor'])('%s is none of our tables', (table) => {
  expect(named(context({ table }))).toEqual({ kind: 'none' });
});
