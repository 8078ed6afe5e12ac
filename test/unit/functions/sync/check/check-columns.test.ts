import { defaultSettings } from '../../../../../functions/src/event/default-settings.ts';
import { type ColumnFacts, checkColumns } from '../../../../../functions/src/sync/check/check-columns.ts';
import { fakeDoors } from './fake-doors.ts';

const named = ({ state, check: line }: { readonly state: string; readonly check: string }) => `${state} ${line}`;
const facts: ColumnFacts = { isSecured: false, isLookup: false, isCustom: true, isConsentLike: true, isDate: false };
const mapped = Object.values(defaultSettings.tables.contact?.fields ?? []).map(({ column }) => column);
const table = (names: Readonly<Record<string, ColumnFacts>>) =>
  new Map([
    ...[...mapped, 'emailaddress1', 'donotbulkemail', 'donotemail'].map(
      (name) => [name, { ...facts, isCustom: false }] as const,
    ),
    ...Object.entries(names),
  ]);
const check = (names: Readonly<Record<string, ColumnFacts>>, answers: Readonly<Record<string, unknown>> = {}) =>
  checkColumns(fakeDoors(answers), 'contact', defaultSettings, table(names));

test.each([
  ['new_newsletter', true],
  ['cr1_optin', true],
  ['cr1_opt_out', true],
  ['contoso_avgtoestemming', true],
  ['new_vip', false],
  ['assent_globaloptout', false],
])('%s looks like consent: %s', async (name, isConsent) => {
  expect((await check({ [name]: facts })).map(({ check: line }) => line).includes('consent of contact')).toBe(
    isConsent,
  );
});

test('a text is no consent, and a column of the vendor is not pointed out', async () => {
  const lines = await check({
    new_optin: { ...facts, isConsentLike: false },
    msdyn_consent: { ...facts, isCustom: false },
  });

  expect(lines.map(({ check: line }) => line)).toEqual(['columns of contact']);
});

test('a column that is compared with the clock has to be a date', async () => {
  const { contact } = defaultSettings.tables;
  const conditions = [{ column: 'new_until', operator: 'ge' as const, value: 'today' }];
  const settings = { ...defaultSettings, tables: { contact: { ...contact, conditions } } } as typeof defaultSettings;
  const states = async (isDate: boolean) =>
    (await checkColumns(fakeDoors({}), 'contact', settings, table({ new_until: { ...facts, isDate } }))).map(named);

  expect(await states(true)).toEqual(['green columns of contact']);
  expect(await states(false)).toEqual(['green columns of contact', 'red conditions of contact']);
});

test('the last day of a consent has to be a date', async () => {
  const { contact } = defaultSettings.tables;
  const consents = [{ column: 'firstname', permission: '1~email', yes: ['x'], until: 'new_until' }];
  const settings = { ...defaultSettings, tables: { contact: { ...contact, consents } } } as typeof defaultSettings;
  const lines = await checkColumns(
    fakeDoors({}),
    'contact',
    settings,
    table({ new_until: { ...facts, isDate: false } }),
  );

  expect(lines.map(named)).toEqual(['green columns of contact', 'red consents of contact']);
});

test('a secured column in which the relay sees a value is no finding', async () => {
  const secured = { firstname: { ...facts, isSecured: true, isCustom: false } };

  expect((await check(secured, { 'contacts?$select=firstname': [{ firstname: 'x' }] }))[0]?.state).toBe('green');
  expect((await check(secured))[0]?.state).toBe('amber');
});
