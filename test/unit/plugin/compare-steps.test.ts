import { compareSteps, type RegisteredStep } from '../../../plugin/src/compare-steps.ts';
import { readRegisteredSteps } from '../../../plugin/src/registered-steps.ts';

const update = { table: 'contact', message: 'Update', filteringColumns: ['emailaddress1', 'statecode'] };
const there = (over: Partial<RegisteredStep> = {}): RegisteredStep => ({ ...update, id: 'a', isOn: true, ...over });

const cases: readonly (readonly [what: string, registered: readonly RegisteredStep[], problems: readonly string[]])[] =
  [
    ['as it has to be', [there()], []],
    ['not there', [], ['missing: Update of contact is not registered']],
    ['of another table', [there({ table: 'account' })], ['missing: Update of contact is not registered']],
    ['off', [there({ isOn: false })], ['off: Update of contact is switched off']],
    ['off beside one that is on', [there({ isOn: false }), there({ id: 'b' })], []],
    ['twice', [there(), there({ id: 'b' })], ['twice: Update of contact is registered 2 times']],
    [
      'deaf for a column',
      [there({ filteringColumns: ['statecode'] })],
      ['narrow: Update of contact does not listen to emailaddress1'],
    ],
    [
      'hearing more than is mapped',
      [there({ filteringColumns: ['emailaddress1', 'fax', 'statecode'] })],
      ['wide: Update of contact listens to more columns than are mapped'],
    ],
    [
      'hearing everything',
      [there({ filteringColumns: [] })],
      ['wide: Update of contact listens to more columns than are mapped'],
    ],
  ];

test.each(cases)('a step that is %s', (_, registered, problems) => {
  expect(compareSteps([update], registered).map(({ kind, says }) => `${kind}: ${says}`)).toEqual(problems);
});

test('a step that has to hear everything is narrow with any filter', () => {
  const all = { ...update, filteringColumns: [] };

  expect(compareSteps([all], [there()]).map(({ says }) => says)).toEqual([
    'Update of contact does not listen to every column',
  ]);
});

test('of a step that is there twice the first is kept', () => {
  expect(compareSteps([update], [there(), there({ id: 'b' }), there({ id: 'c' })])[0]?.ids).toEqual(['b', 'c']);
});

test('filters of other messages than Update count for nothing', () => {
  const remove = { table: 'contact', message: 'Delete', filteringColumns: [] };

  expect(compareSteps([remove], [{ ...remove, id: 'a', isOn: true, filteringColumns: ['fax'] }])).toEqual([]);
});

test('a step of a Custom API has no table', () => {
  const rows = [
    {
      sdkmessageprocessingstepid: 'ABC',
      statecode: 1,
      filteringattributes: null,
      sdkmessageid: { name: 'assent_SyncRecord' },
      sdkmessagefilterid: null,
    },
  ];

  expect(readRegisteredSteps(rows)).toEqual([
    { id: 'abc', table: 'none', message: 'assent_SyncRecord', isOn: false, filteringColumns: [] },
  ]);
});
