import type { Field } from '../../../../infra/local/dataverse/page/form-layout.ts';
import { findDifferences, toMergeBody } from '../../../../infra/local/dataverse/page/merge-body.ts';
import type { Metadata, Table } from '../../../../infra/local/dataverse/page/metadata.ts';

const contact: Table = {
  name: 'contact',
  entitySet: 'contacts',
  idColumn: 'contactid',
  nameColumn: 'fullname',
  label: 'Contact',
  pluralLabel: 'Contacts',
};
const metadata: Metadata = { tables: [contact], find: () => undefined, columns: async () => [] };
const fields: readonly Field[] = [
  { column: 'firstname', label: 'First Name', kind: 'text' },
  { column: 'emailaddress1', label: 'Email', kind: 'email' },
  { column: 'jobtitle', label: 'Job Title', kind: 'text' },
  { column: 'assent_withheld', label: 'Withheld', kind: 'memo', readOnly: true },
];
const rows = [
  { contactid: 'c1', firstname: 'Eva', emailaddress1: 'eva@example.org', jobtitle: null, assent_withheld: 'x' },
  { contactid: 'c2', firstname: 'Eva', emailaddress1: 'e.visser@example.org', jobtitle: 'Gardener' },
] as const;

test('the person is asked about what differs and can be written', () => {
  expect(findDifferences(fields, rows).map(({ field }) => field.column)).toEqual(['emailaddress1', 'jobtitle']);
});

test('the winner keeps its values but for those chosen from the other record', () => {
  const differences = findDifferences(fields, rows);
  const chosen = new Map<string, 0 | 1>([
    ['emailaddress1', 0],
    ['jobtitle', 1],
  ]);

  expect(toMergeBody({ table: contact, metadata, rows, winner: 0, differences, chosen })).toEqual({
    Target: { contactid: 'c1', '@odata.type': 'Microsoft.Dynamics.CRM.contact' },
    Subordinate: { contactid: 'c2', '@odata.type': 'Microsoft.Dynamics.CRM.contact' },
    UpdateContent: { jobtitle: 'Gardener', '@odata.type': 'Microsoft.Dynamics.CRM.contact' },
    PerformParentingChecks: false,
  });
});

test('the second record can win, and take an empty value over', () => {
  const differences = findDifferences(fields, rows);
  const chosen = new Map<string, 0 | 1>([
    ['emailaddress1', 1],
    ['jobtitle', 0],
  ]);

  expect(toMergeBody({ table: contact, metadata, rows, winner: 1, differences, chosen })).toMatchObject({
    Target: { contactid: 'c2' },
    Subordinate: { contactid: 'c1' },
    UpdateContent: { jobtitle: null },
  });
});
