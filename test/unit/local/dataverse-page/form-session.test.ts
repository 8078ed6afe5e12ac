import type { FormLayout } from '../../../../infra/local/dataverse/page/form-layout.ts';
import { openFormSession } from '../../../../infra/local/dataverse/page/form-session.ts';
import type { Column, Metadata, Table } from '../../../../infra/local/dataverse/page/metadata.ts';
import type { Row } from '../../../../infra/local/dataverse/page/row.ts';
import type { WebApi } from '../../../../infra/local/dataverse/page/web-api.ts';

const contact: Table = {
  name: 'contact',
  entitySet: 'contacts',
  idColumn: 'contactid',
  nameColumn: 'fullname',
  label: 'Contact',
  pluralLabel: 'Contacts',
};
const column = (name: string): Column => ({ name, label: name, type: 'String', required: false, canWrite: true });
const metadata: Metadata = {
  tables: [contact],
  find: (name) => (name === 'contact' ? contact : undefined),
  columns: async () => [column('lastname')],
};
const layout: FormLayout = {
  table: 'contact',
  tabs: [
    {
      name: 'summary',
      label: 'Summary',
      sections: [
        {
          name: 'names',
          label: 'Names',
          fields: [{ column: 'lastname', label: 'Last Name', kind: 'text' }],
          subgrids: [],
        },
      ],
    },
  ],
};

function setUp(record: Row = {}) {
  const created: Row[] = [];
  const api: WebApi = {
    read: async () => ({ contactid: 'c1', statecode: 0, ...record }),
    list: async () => ({ rows: [] }),
    call: async () => ({}),
    create: async (_set, body) => {
      created.push(body);
      return { contactid: 'c1' };
    },
    update: async () => undefined,
    remove: async () => undefined,
  };
  return { api, created, open: (id?: string) => openFormSession({ api, metadata, table: contact, layout, id }) };
}

test('two saves at once create one record', async () => {
  const { created, open } = setUp();
  const session = await open();
  session.model.attribute('lastname')?.set('Visser');

  const both = await Promise.all([session.save(), session.save()]);

  expect(both).toEqual([true, false]);
  expect(created).toEqual([{ lastname: 'Visser' }]);
});

test('a save that a listener refuses writes nothing and leaves the form dirty', async () => {
  const { created, open } = setUp();
  const session = await open();
  session.model.attribute('lastname')?.set('Visser');
  session.model.onSave((event) => event.prevent());

  expect(await session.save()).toBe(false);

  expect(created).toEqual([]);
  expect(session.isDirty()).toBe(true);
});

test('after-save listeners find the form clean and the id known', async () => {
  const { open } = setUp({ lastname: 'Visser' });
  const session = await open();
  const seen: unknown[] = [];
  session.model.attribute('lastname')?.set('Visser');
  session.model.onPostSave(() => seen.push([session.model.id(), session.isDirty()]));

  await session.save();

  expect(seen).toEqual([['c1', false]]);
});

test('a record that is not active is read-only', async () => {
  const active = await setUp({ statecode: 0 }).open('c1');
  const inactive = await setUp({ statecode: 1 }).open('c1');

  expect([active.isReadOnly(), inactive.isReadOnly()]).toEqual([false, true]);
});
