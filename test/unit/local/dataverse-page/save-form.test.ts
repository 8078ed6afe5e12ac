import { createFormModel } from '../../../../infra/local/dataverse/page/form-model.ts';
import type { Metadata, Table } from '../../../../infra/local/dataverse/page/metadata.ts';
import { createPermissionRows } from '../../../../infra/local/dataverse/page/permission-rows.ts';
import { type SaveContext, saveForm } from '../../../../infra/local/dataverse/page/save-form.ts';
import { type WebApi, WebApiError } from '../../../../infra/local/dataverse/page/web-api.ts';

type Call = readonly unknown[];

const contact: Table = {
  name: 'contact',
  entitySet: 'contacts',
  idColumn: 'contactid',
  nameColumn: 'fullname',
  label: 'Contact',
  pluralLabel: 'Contacts',
};
const metadata: Metadata = { tables: [contact], find: () => contact, columns: async () => [] };
const fields = [
  { column: 'firstname', label: 'First Name', kind: 'text' },
  { column: 'lastname', label: 'Last Name', kind: 'text', required: true },
  { column: 'assent_withheld', label: 'Withheld', kind: 'memo', readOnly: true },
] as const;
const newsletter = { table: 'assent_subscription', id: 's1', name: 'Newsletter' };

function setUp(refuse?: (call: Call) => boolean) {
  const calls: Call[] = [];
  const note = (...call: Call) => {
    if (refuse?.(call)) throw new WebApiError(400, '0x80040265', 'Refused.');
    calls.push(call);
  };
  const api: WebApi = {
    read: async () => ({}),
    list: async () => ({ rows: [] }),
    call: async () => ({}),
    create: async (set, body) => {
      note('POST', set, body);
      return { contactid: 'c9', assent_permissionid: 'p9' };
    },
    update: async (set, id, body) => note('PATCH', set, id, body),
    remove: async (set, id) => note('DELETE', set, id),
  };
  const model = createFormModel(
    'contact',
    fields.map(({ column }) => column),
  );
  const permissions = createPermissionRows();
  const context: SaveContext = {
    api,
    metadata,
    table: contact,
    fields,
    model,
    permissions,
    permissionLookup: { column: 'assent_contactid', bind: 'assent_contactid' },
  };
  return { calls, model, permissions, context };
}

test('a saved record is written with its changed columns only, and never with read-only ones', async () => {
  const { calls, model, context } = setUp();
  model.load('c1', new Map([['lastname', 'Visser']]));
  model.attribute('firstname')?.set('Eva');
  model.attribute('assent_withheld')?.set('x');

  await saveForm(context, () => undefined);

  expect(calls).toEqual([['PATCH', 'contacts', 'c1', { firstname: 'Eva' }]]);
});

test('a form without changes writes nothing', async () => {
  const { calls, model, context } = setUp();
  model.load('c1', new Map([['lastname', 'Visser']]));

  await saveForm(context, () => undefined);

  expect(calls).toEqual([]);
});

test('a new record is created first, then its permission rows are bound to it', async () => {
  const { calls, model, permissions, context } = setUp();
  model.attribute('lastname')?.set('Visser');
  permissions.add({ subscription: newsletter, channel: 1 });

  const id = await saveForm(context, () => undefined);

  expect(id).toBe('c9');
  expect(calls).toEqual([
    ['POST', 'contacts', { lastname: 'Visser' }],
    [
      'POST',
      'assent_permissions',
      {
        'assent_contactid@odata.bind': '/contacts(c9)',
        'assent_subscriptionid@odata.bind': '/assent_subscriptions(s1)',
        assent_channel: 1,
        assent_granted: true,
        assent_source: 'form',
      },
    ],
  ]);
});

test('an unticked row is written as not granted and a removed one is deleted', async () => {
  const { calls, model, permissions, context } = setUp();
  model.load('c1', new Map());
  const row = { subscription: newsletter, channel: 1, granted: true, source: 'form', active: true };
  permissions.load([
    { ...row, key: 'p1', id: 'p1' },
    { ...row, key: 'p2', id: 'p2' },
  ]);
  permissions.change('p1', { granted: false });
  permissions.remove('p2');

  await saveForm(context, () => undefined);

  expect(calls).toEqual([
    ['PATCH', 'assent_permissions', 'p1', { assent_granted: false }],
    ['DELETE', 'assent_permissions', 'p2'],
  ]);
});

test('a refused permission row leaves the record stored and only itself to be saved again', async () => {
  const { model, permissions, context } = setUp(
    (call) => call[1] === 'assent_permissions' && JSON.stringify(call).includes('"assent_channel":2'),
  );
  const stored: string[] = [];
  model.attribute('lastname')?.set('Visser');
  permissions.add({ subscription: newsletter, channel: 1 });
  permissions.add({ subscription: newsletter, channel: 2 });

  const saving = saveForm(context, (id) => stored.push(id));

  await expect(saving).rejects.toThrow('Refused.');
  expect(stored).toEqual(['c9']);
  expect(permissions.rows().map(({ change }) => change)).toEqual(['none', 'new']);
});
