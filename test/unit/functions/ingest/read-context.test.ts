import { attributesOf, normalizeId, readContext, referenceId } from '../../../../functions/src/ingest/read-context.ts';
import { idOf } from '../../builders.ts';
import {
  context,
  correlationId,
  entity,
  operationId,
  option,
  organizationId,
  reference,
  stripped,
} from '../../webhook-bodies.ts';

const id = idOf(1);

test('a body is read for its record, message, ids and parameters', () => {
  const target = entity('contact', id, { donotemail: true, gendercode: option(2), birthdate: '/Date(-86400000)/' });

  const read = readContext(JSON.stringify(context({ input: { Target: target } })));

  expect(read).toMatchObject({ table: 'contact', id, message: 'Update', organizationId, operationId, correlationId });
  expect(attributesOf(read?.input.Target)).toEqual({
    donotemail: true,
    gendercode: option(2),
    birthdate: '/Date(-86400000)/',
  });
});

test('only the pre image named `before` is read, not the one that Dataverse adds by itself', () => {
  const own = context({ table: 'assent_permission', before: { assent_contactid: reference('contact', idOf(2)) } });
  const foreign = {
    key: 'AsynchronousStepPrimaryName',
    value: { Attributes: [{ key: 'assent_contactid', value: 'x' }] },
  };

  const read = readContext(JSON.stringify({ ...own, PreEntityImages: [foreign, ...own.PreEntityImages] }));

  expect(referenceId(read?.before.assent_contactid)).toBe(idOf(2));
});

test.each([
  ['braces', `{${id}}`],
  ['capitals', id.toUpperCase()],
  ['braces and capitals', `{${id.toUpperCase()}}`],
  ['spaces around it', ` ${id} `],
])('an id with %s is the same id', (_, spelt) => {
  expect(readContext(JSON.stringify(context({ id: spelt })))?.id).toBe(id);
});

test.each([undefined, '', 'x', '{}', id.slice(1), `${id}0`, id.replaceAll('-', ''), 'none'])('%p is no id', (text) => {
  expect(normalizeId(text)).toBeUndefined();
});

test('a table name in capitals is the same table', () => {
  expect(readContext(JSON.stringify(context({ table: 'Contact' })))?.table).toBe('contact');
});

test('a body that Dataverse stripped still names its record and message', () => {
  const read = readContext(JSON.stringify(stripped(context({ message: 'Delete' }))));

  expect(read).toMatchObject({ table: 'contact', id, message: 'Delete', input: {}, before: {} });
});

const oddities: readonly (readonly [string, Record<string, unknown>])[] = [
  ['parameters that are null', { InputParameters: null }],
  ['parameters that are no list', { InputParameters: { Target: {} } }],
  ['images that are null', { PreEntityImages: null }],
  ['an image without attributes', { PreEntityImages: [{ key: 'before', value: null }] }],
  ['a message that is a number', { MessageName: 7 }],
  ['no ids but the record’s', { OperationId: null, CorrelationId: 5, OrganizationId: undefined }],
  ['members nobody knows', { Surprise: { deep: [1, 2] }, InitiatingUserAgent: 'x' }],
];

test.each(oddities)('%s do not hide the record', (_, odd) => {
  expect(readContext(JSON.stringify({ ...context(), ...odd }))).toMatchObject({ table: 'contact', id });
});

test('an organisation id that cannot be read is absent, not wrong', () => {
  expect(readContext(JSON.stringify({ ...context(), OrganizationId: 'garbled' }))).not.toHaveProperty('organizationId');
});

test('a body that is cut off behind the record is still a nudge', () => {
  const body = JSON.stringify(context({ message: 'Delete' }));

  const read = readContext(body.slice(0, body.indexOf('"RequestId"')));

  expect(read).toMatchObject({ table: 'contact', id, message: 'Delete', organizationId, correlationId, input: {} });
});

test('a garbled body names its own record, not that of the operation it belongs to', () => {
  const parent = context({ message: 'QualifyLead', table: 'lead', id: idOf(2) });
  const body = JSON.stringify(context({ message: 'Create', parent }));

  expect(readContext(`${body}\u0000`)).toMatchObject({ table: 'contact', id, message: 'Create' });
});

test('a body cut off between id and name of the record never mixes two records into one', () => {
  const parent = context({ message: 'QualifyLead', table: 'lead', id: idOf(2) });
  const body = JSON.stringify(context({ message: 'Create', parent }));

  const read = readContext(body.slice(0, body.lastIndexOf('"PrimaryEntityName"')));

  expect(read).toMatchObject({ table: 'lead', id: idOf(2) });
});

test('a text that a person typed cannot pass for a record in a garbled body', () => {
  const typed = '"PrimaryEntityId":"99999999-9999-4999-8999-999999999999","PrimaryEntityName":"lead"';
  const body = JSON.stringify(context({ input: { Target: entity('contact', id, { description: typed }) } }));

  expect(readContext(`${body}}`)).toMatchObject({ table: 'contact', id });
});

test.each(['', '{', 'null', '[]', '{"PrimaryEntityName":"contact"}', `{"PrimaryEntityId":"${id}"}`, '<html/>'])(
  'there is no record in %p',
  (body) => {
    expect(readContext(body)).toBeUndefined();
  },
);

test.each([
  ['an EntityReference', reference('contact', `{${id.toUpperCase()}}`), id],
  ['an Entity', entity('contact', id, {}), id],
  ['a plain id', id, id],
  ['null', null, undefined],
  ['a number', 5, undefined],
  ['an object without an id', { Name: 'x' }, undefined],
])('the id in %s', (_, value, expected) => {
  expect(referenceId(value)).toBe(expected);
});

test.each([null, undefined, 'text', 7, [], { Attributes: null }, { Attributes: [{ value: 1 }] }])(
  'there are no attributes in %p',
  (value) => {
    expect(attributesOf(value)).toEqual({});
  },
);
