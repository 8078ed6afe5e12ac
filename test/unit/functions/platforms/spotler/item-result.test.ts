import { itemResult, maybeAppliedStatus } from '../../../../../functions/src/platforms/spotler/item-result.ts';
import { contactWrite } from '../../../builders.ts';

type Write = Parameters<typeof contactWrite>[0];

const attributes = { email: 'eva@example.org', firstName: 'Eva', mobileNumber: '+31612345678', 'odd(name': 'x' };
const give: Write = { attributes };
const take: Write = { kind: 'take', attributes: {}, permissions: { '1~email': false } };
const nobody: Write = { attributes: { email: null }, permissions: { '1~email': false } };
const withheld = { kind: 'done', grantsWithheld: 'bounce' };
const invalid = (property?: string) => ({
  kind: 'refused',
  code: 'PROPERTY_INVALID',
  ...(property ? { property } : {}),
});

const cases: readonly (readonly [string, Write, string | undefined, string | undefined, unknown])[] = [
  ['a success', give, 'OK', '', { kind: 'done' }],
  ['an off that is done', take, 'OK', undefined, { kind: 'done' }],
  ['an off of a contact that is not there', take, 'CONTACT_UNKNOWN', '', { kind: 'done' }],
  ['a contact that is not there', give, 'CONTACT_UNKNOWN', '', { kind: 'refused', code: 'CONTACT_UNKNOWN' }],
  ['a contact that is there', give, 'CONTACT_ALREADY_EXISTS', '', { kind: 'refused', code: 'CONTACT_ALREADY_EXISTS' }],
  ['an opted-out person', give, 'CONTACT_OPTOUT', '', { kind: 'refused', code: 'CONTACT_OPTOUT' }],
  ['an address that may not be mailed', give, 'NO_ACTIVE_CHANNEL', '', withheld],
  ['a person without address', nobody, 'NO_ACTIVE_CHANNEL', '', { kind: 'done' }],
  ['a grant without address', { ...nobody, permissions: { '1~sms': true } }, 'NO_ACTIVE_CHANNEL', '', withheld],
  ['an off without active channel', take, 'NO_ACTIVE_CHANNEL', '', { kind: 'done' }],
  ['an error on their side', give, 'ERROR', 'x', { kind: 'retry', reason: 'ERROR', maybeApplied: true }],
  ['a code nobody knows', give, 'NEW_CODE', 'x', { kind: 'refused', code: 'NEW_CODE' }],
  [
    'a refused property',
    give,
    'PROPERTY_INVALID',
    'Property is invalid: firstName must be shorter',
    invalid('firstName'),
  ],
  ['a property in other capitals', give, 'PROPERTY_INVALID', 'invalid FIRSTNAME', invalid('firstName')],
  ['a property whose name holds another’s', give, 'PROPERTY_INVALID', 'firstNameOfPartner', invalid()],
  ['refused permissions', give, 'PROPERTY_INVALID', 'unknown bit in permissions', invalid('permissions')],
  ['a property with a bracket in its name', give, 'PROPERTY_INVALID', 'no such property odd(name', invalid('odd(name')],
  ['a refusal without reason', give, 'PROPERTY_INVALID', undefined, invalid()],
  [
    'an address of another contact',
    give,
    'PROPERTY_INVALID',
    'Property is invalid: email is in use by another contact',
    { kind: 'refused', code: 'address_taken', property: 'email' },
  ],
  ['an address they do not like', give, 'PROPERTY_INVALID', 'email must be an e-mail address', invalid('email')],
  [
    'no answer for the contact',
    give,
    undefined,
    undefined,
    { kind: 'retry', reason: 'the platform left the contact out of its answer', maybeApplied: true },
  ],
];

test.each(cases)('%s', (_, write, code, message, expected) => {
  const item = code === undefined ? undefined : { code, ...(message === undefined ? {} : { message }) };

  expect(itemResult(contactWrite(write), item)).toEqual(expected);
});

test('what the platform quotes of a value goes nowhere', () => {
  const item = { code: 'PROPERTY_INVALID', message: 'email eva@example.org is not valid' };

  expect(JSON.stringify(itemResult(contactWrite(give), item))).not.toContain('@');
});

const body = (errorType: string) => JSON.stringify({ errorType, message: 'Eva Visser' });
const statuses: readonly (readonly [number, string, unknown])[] = [
  [400, body('INVALID_PARAMS'), { kind: 'refused', code: 'INVALID_PARAMS' }],
  // Not the platform's own answer: a proxy's page says nothing of the contact.
  [400, '<html>Eva</html>', { kind: 'retry', reason: 'status 400', maybeApplied: true }],
  [404, '', { kind: 'retry', reason: 'status 404', maybeApplied: true }],
  [404, body('CONTACT_NOT_FOUND'), { kind: 'refused', code: 'CONTACT_NOT_FOUND' }],
  [409, '', { kind: 'retry', reason: 'status 409', maybeApplied: true }],
  [413, '', { kind: 'refused', code: 'status 413' }],
  [401, '', { kind: 'retry', reason: 'status 401', maybeApplied: false }],
  [403, body('NOT_AUTHORIZED'), { kind: 'retry', reason: 'status 403', maybeApplied: false }],
  [408, '', { kind: 'retry', reason: 'status 408', maybeApplied: true }],
  [429, '', { kind: 'retry', reason: 'status 429', maybeApplied: false }],
  [500, '', { kind: 'retry', reason: 'status 500', maybeApplied: true }],
  [502, '', { kind: 'retry', reason: 'status 502', maybeApplied: true }],
  [503, '', { kind: 'retry', reason: 'status 503', maybeApplied: true }],
  [504, '', { kind: 'retry', reason: 'status 504', maybeApplied: true }],
];

test.each(statuses)('a whole call answered with %i %s', (status, text, expected) => {
  expect(maybeAppliedStatus(status, text, undefined)).toEqual(expected);
});

test('how long they ask us to wait is passed on', () => {
  expect(maybeAppliedStatus(429, '', 9_000)).toMatchObject({ afterMs: 9_000 });
});
