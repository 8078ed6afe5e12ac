import { followSaves } from '../../../../plugin/src/forms/follow-saves.ts';
import { fakeForm } from '../fake-form.ts';

function follow() {
  const form = fakeForm({ values: { firstname: 'Eva', jobtitle: null, emailaddress1: null } });
  const saves: (readonly string[])[] = [];
  followSaves(form.form, ({ columns }) => void saves.push(columns));
  return { ...form, saves };
}

test('a save names the columns that were changed in it', () => {
  const { type, save, saves } = follow();

  type({ firstname: 'Ada', jobtitle: 'Baker' });
  save();
  type({ emailaddress1: 'ada@example.org' });
  save();

  expect(saves).toEqual([['firstname', 'jobtitle'], ['emailaddress1']]);
});

test.each(['prevented', 'refused'] as const)('a save that is %s is none; the next one counts its columns', (how) => {
  const { type, save, saves } = follow();

  type({ firstname: 'Ada' });
  save(how);

  expect(saves).toEqual([]);

  type({ jobtitle: 'Baker' });
  save();

  expect(saves).toEqual([['firstname', 'jobtitle']]);
});

test('a handler of ours that fails never reaches the save', () => {
  const { form, type, save } = fakeForm({ values: { firstname: 'Eva' } });
  followSaves(form, () => {
    throw new Error('ours');
  });
  followSaves(form, () => Promise.reject(new Error('ours, later')));

  type({ firstname: 'Ada' });

  expect(() => save()).not.toThrow();
});
