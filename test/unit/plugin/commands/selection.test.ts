import { readSelection } from '../../../../plugin/src/commands/selection.ts';
import { fakeDynamics } from '../fake-dynamics.ts';
import { fakeForm } from '../fake-form.ts';

const grid = { getEntityName: () => 'lead' } as unknown as Xrm.Controls.GridControl;
const [first, second] = ['0f0e0d0c-0b0a-4908-8706-000000000001', '0f0e0d0c-0b0a-4908-8706-000000000002'] as const;

test('on a form a command is about its record', async () => {
  const { form } = fakeForm({ id: `{${first.toUpperCase()}}`, table: 'account' });

  expect(await readSelection([form], fakeDynamics(), 'Title')).toEqual({ table: 'account', ids: [first] });
});

test('on a list or subgrid it is about what is selected', async () => {
  const dynamics = fakeDynamics();

  expect(await readSelection([grid, [`{${first}}`, second.toUpperCase()], 'contact'], dynamics, 'Title')).toEqual({
    table: 'contact',
    ids: [first, second],
  });
  expect(await readSelection([grid, [first]], dynamics, 'Title')).toEqual({ table: 'lead', ids: [first] });
});

test('a record that was never saved, or has changes that were not, is to be saved first', async () => {
  const dynamics = fakeDynamics();
  const changed = fakeForm({ values: { firstname: 'Eva' } });
  changed.type({ firstname: 'Ada' });

  expect(await readSelection([fakeForm({ id: '' }).form], dynamics, 'Title')).toBeUndefined();
  expect(await readSelection([changed.form], dynamics, 'Title')).toBeUndefined();
  expect(dynamics.calls).toEqual(['alert: Title: saveFirst', 'alert: Title: saveFirst']);
});

test('nothing selected says so', async () => {
  const dynamics = fakeDynamics();

  expect(await readSelection([grid], dynamics, 'Title')).toBeUndefined();
  expect(await readSelection([grid, [], 'contact'], dynamics, 'Title')).toBeUndefined();
  expect(dynamics.calls).toEqual(['alert: Title: nothingSelected', 'alert: Title: nothingSelected']);
});
