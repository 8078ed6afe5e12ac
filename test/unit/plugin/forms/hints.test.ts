import { hints } from '../../../../plugin/src/forms/hints.ts';
import type { Given } from '../../../../plugin/src/forms/read-standing.ts';
import type { Synced } from '../../../../plugin/src/synced.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

const { say } = fakeDynamics();
const given = (name: string, over: Partial<Given> = {}): Given => ({
  name,
  channel: 'email',
  withdrawn: false,
  ...over,
});
const synced = (over: Partial<Synced> = {}): Synced => ({
  columns: [],
  address: { email: 'emailaddress1', sms: 'mobilephone' },
  consents: [],
  ...over,
});
const hintsOf = (
  rows: readonly Given[],
  values: Readonly<Record<string, unknown>>,
  { address, consents }: Partial<Synced> = {},
) =>
  hints(
    {
      given: rows,
      synced: synced({ ...(address ? { address } : {}), ...(consents ? { consents } : {}) }),
      onForm: (column) => (column in values ? { value: values[column], label: `Label of ${column}` } : undefined),
    },
    say,
  );

const full = { emailaddress1: 'eva@example.org', mobilephone: '+31 6 12345678' };

test('a permission with an address needs no hint', () => {
  expect(hintsOf([given('Newsletter'), given('Texts', { channel: 'sms' })], full)).toEqual([]);
});

test.each([null, '', '  '])('permissions without an e-mail address (%p) are named', (emailaddress1) => {
  expect(hintsOf([given('Newsletter'), given('Events')], { ...full, emailaddress1 })).toEqual([
    'noEmail|Newsletter, Events',
  ]);
});

test('a permission for SMS wants a mobile number', () => {
  expect(hintsOf([given('Texts', { channel: 'sms' })], { ...full, mobilephone: null })).toEqual(['noPhone|Texts']);
});

test('a table without a column for the channel has no address for it', () => {
  const address = { email: 'emailaddress1', sms: undefined };

  expect(hintsOf([given('Texts', { channel: 'sms' })], full, { address })).toEqual(['noPhone|Texts']);
});

test('an address column that the form does not show gives no hint: unknown is not empty', () => {
  expect(hintsOf([given('Newsletter')], {})).toEqual([]);
});

test('a consent column counts when it holds a value that means yes', () => {
  const consents = [{ column: 'new_news', channel: 'email', yes: [1, 2] }] as const;
  const without = { ...full, emailaddress1: null };

  expect(hintsOf([], { ...without, new_news: 2 }, { consents })).toEqual(['noEmail|Label of new_news']);
  expect(hintsOf([], { ...without, new_news: 3 }, { consents })).toEqual([]);
  expect(hintsOf([], { ...without, new_news: null }, { consents })).toEqual([]);
});

test('a permission that the recipient withdrew and somebody ticked again is pointed out', () => {
  expect(hintsOf([given('Newsletter', { withdrawn: true }), given('Events')], full)).toEqual(['withdrawn|Newsletter']);
});
