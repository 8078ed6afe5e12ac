import { problemsOf } from '../../../../functions/src/event/settings.ts';
import { refuseUnsupported, type Withdrawal } from '../../../../functions/src/event/withdrawal.ts';
import { settings } from '../../builders.ts';

const of = (withdrawal: Partial<Withdrawal>) => settings({ withdrawal: { afterHours: 24, ...withdrawal } });

test('a document that asks for what the platform cannot do is refused, by the cause that asks', () => {
  const read = refuseUnsupported(of({ deleted: 'delete', condition: 'anonymise' }), () => ['revoke', 'anonymise']);

  expect(read).toEqual({
    problems: ['contact', 'lead'].map(
      (table) => `tables.${table}.withdrawal.deleted: spotler cannot delete a contact: choose revoke or anonymise`,
    ),
  });
});

test('what the platform can do stands, and so does a document that asks for nothing', () => {
  for (const document of [of({ deleted: 'anonymise', noAddress: 'revoke' }), settings()])
    expect(refuseUnsupported(document, () => ['revoke', 'anonymise'])).toBe(document);
});

const refused: readonly (readonly [string, unknown, RegExp])[] = [
  ['an unknown mode', { deleted: 'shred' }, /withdrawal\.deleted/],
  ['an unknown cause', { unhappy: 'anonymise' }, /unhappy/],
  ['no time at all', { deleted: 'anonymise', afterHours: 0 }, /afterHours/],
  [
    'a contact that is qualified',
    { qualified: 'anonymise' },
    /contact\.withdrawal\.qualified: only leads are qualified/,
  ],
];

test.each(refused)('a document with %s is refused', (_, withdrawal, problem) => {
  const { contact } = settings().tables;

  expect(problemsOf({ ...settings(), tables: { contact: { ...contact, withdrawal } } }).join()).toMatch(problem);
});

test('a lead may say what becomes of it when it is qualified; the time is a day unless it says so', () => {
  const { lead } = settings().tables;

  expect(problemsOf({ ...settings(), tables: { lead: { ...lead, withdrawal: { qualified: 'anonymise' } } } })).toEqual(
    [],
  );
});
