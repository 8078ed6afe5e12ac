import type { Look } from '../../../../functions/src/event/record.ts';
import { type PlanInput, plan } from '../../../../functions/src/relay/plan.ts';
import { events, found, newsletter, permissionRow, row, state, tableSettings } from '../../builders.ts';

const hashOf = (attributes: unknown) => JSON.stringify(attributes);
const hash = hashOf({ email: 'eva@example.org', firstName: 'Eva' });

function planned(look: Look, over: Partial<PlanInput> = {}) {
  const input = {
    state: undefined,
    settings: tableSettings(),
    generation: 'g1',
    again: false,
    hashOf,
    now: 0,
    ...over,
  };
  return plan({ look, listed: [newsletter, events], ...input });
}

/** What is on the platform is as the CRM has it. */
const inStep = state({ hash, told: { [newsletter]: true, [events]: false } });

test('a record of the same version under the same settings is left alone', () => {
  expect(planned(found(), { state: inStep })).toEqual({ kind: 'unchanged', version: '100' });
});

const lookAgain: readonly (readonly [string, Partial<PlanInput>])[] = [
  ['its version changed', { state: { ...inStep, version: '99' } }],
  ['the platform refused it at this version', { state: { ...inStep, rejected: 1 } }],
  ['the settings changed', { generation: 'g2', state: inStep }],
  ['somebody asks for it', { again: true, state: inStep }],
  ['a call is under way or was never answered', { state: { ...inStep, pending: [events] } }],
  ['it was gone before', { state: { ...inStep, life: 'gone' } }],
  ['it was never seen', { state: undefined }],
];

test.each(lookAgain)('a record is decided anew when %s', (_, over) => {
  expect(planned(found(), over)).toMatchObject({ kind: 'send' });
});

test('a new record is given its attributes, its grant, and the offs that it never had', () => {
  expect(planned(found())).toMatchObject({
    takes: [],
    grants: [newsletter],
    give: {
      attributes: { firstName: 'Eva', email: 'eva@example.org' },
      permissions: { [newsletter]: true, [events]: false },
    },
  });
});

test('what did not change is left out', () => {
  const send = planned(found({ version: '101' }), { state: inStep });

  expect(send).toMatchObject({ kind: 'send', takes: [], grants: [], version: '101' });
  expect(send).not.toHaveProperty('give');
});

test('a changed attribute is sent without any permission', () => {
  const look = found({ version: '101', values: { firstname: 'Eef' } });

  expect(planned(look, { state: inStep })).toMatchObject({
    takes: [],
    give: { attributes: { firstName: 'Eef' }, permissions: {} },
  });
});

test('a withdrawal is taken by itself, without attributes', () => {
  const look = found({ version: '101', permissionRows: [permissionRow({ granted: false })] });
  const send = planned(look, { state: inStep });

  expect(send).toMatchObject({ takes: [newsletter], grants: [] });
  expect(send).not.toHaveProperty('give');
});

test('what cannot be read stays as it is', () => {
  const look = found({ version: '101', values: { donotbulkemail: undefined } });

  expect(planned(look, { state: inStep })).toMatchObject({ kind: 'send', takes: [], grants: [] });
});

test('a grant whose answer never came is sent again while the CRM says yes', () => {
  const pending = state({ hash, told: { [events]: false }, pending: [newsletter] });

  expect(planned(found(), { state: pending })).toMatchObject({ takes: [], grants: [newsletter] });
});

test('a grant whose answer never came is taken when the CRM says no', () => {
  const pending = state({ hash, told: { [events]: false }, pending: [newsletter] });

  expect(planned(found({ permissionRows: [] }), { state: pending })).toMatchObject({ takes: [newsletter], grants: [] });
});

test('an off whose answer never came is a yes again only by a new grant', () => {
  const pending = state({ hash, told: { [newsletter]: true, [events]: false }, pending: [newsletter] });

  expect(planned(found(), { state: pending })).toMatchObject({ grants: [newsletter] });
});

test('a permission that the platform lists no more is still taken', () => {
  const told = state({ hash, told: { '8~email': true } });

  expect(planned(found(), { state: { ...told, version: '99' } })).toMatchObject({ takes: ['8~email'] });
});

test('a permission that the platform does not list and never had is not sent at all', () => {
  const look = found({ permissionRows: [permissionRow({ externalId: '16' })] });

  expect(JSON.stringify(planned(look))).toContain('not listed by the platform');
  expect(planned(look)).toMatchObject({ takes: [], give: { permissions: { [newsletter]: false, [events]: false } } });
});

test('a deleted record loses what it was told, what is pending, and what was never told', () => {
  const known = state({ told: { [newsletter]: true, '8~email': false }, pending: ['4~email'] });

  expect(planned({ kind: 'absent' }, { state: known })).toMatchObject({
    version: '',
    takes: [newsletter, events, '4~email'],
    grants: [],
  });
});

test('a deleted record that was seen gone before is left alone', () => {
  expect(planned({ kind: 'absent' }, { state: state({ life: 'gone', version: '' }) })).toMatchObject({
    kind: 'unchanged',
  });
});

test('a record that comes back is given everything anew', () => {
  const gone = state({ life: 'gone', version: '', told: { [newsletter]: false, [events]: false } });

  expect(planned(found(), { state: gone })).toMatchObject({ grants: [newsletter], give: { attributes: {} } });
});

test('an inactive record that is off already has nothing left to take', () => {
  const off = state({ told: { [newsletter]: false, [events]: false } });

  expect(planned(found({ active: false, version: '101' }), { state: off })).toMatchObject({ kind: 'send', takes: [] });
});

test('a look that failed waits, also where the version is known', () => {
  expect(planned({ kind: 'unknown', reason: 'r' }, { state: inStep })).toEqual({ kind: 'wait', reason: 'r' });
});

test('an unreadable condition column is skipped with its reason: waiting would not make it readable', () => {
  const settings = tableSettings({ conditions: [{ column: 'secured', operator: 'eq', value: 1 }] });

  expect(planned({ kind: 'found', row: row() }, { settings })).toEqual({
    kind: 'skip',
    reason: 'condition column unreadable',
  });
});
