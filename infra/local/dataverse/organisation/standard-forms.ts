import { guidOf } from '../guid.ts';
import type { Schema } from '../schema/schema.ts';
import type { Values } from '../store/row.ts';
import { type FormTab, writeFormXml } from './write-form-xml.ts';

type StandardForm = {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly type: (typeof formTypes)[keyof typeof formTypes];
  readonly tabs: readonly FormTab[];
};

/** Choice column `type` of systemform. */
const formTypes = { main: 2, quickCreate: 7 } as const;

const address = ['line1', 'line2', 'line3', 'postalcode', 'city', 'stateorprovince', 'country'];
const addressColumns = address.map((part) => `address1_${part}`);
const preferences = ['donotemail', 'donotbulkemail', 'donotphone', 'donotpostalmail'];

const contactTabs: readonly FormTab[] = [
  {
    name: 'SUMMARY_TAB',
    label: 'Summary',
    sections: [
      {
        name: 'CONTACT_INFORMATION',
        label: 'Contact information',
        columns: ['fullname', 'jobtitle', 'parentcustomerid', 'emailaddress1', 'telephone1', 'mobilephone'],
      },
      { name: 'ADDRESS', label: 'Address', columns: addressColumns },
    ],
  },
  {
    name: 'DETAILS_TAB',
    label: 'Details',
    sections: [
      {
        name: 'PERSONAL INFORMATION',
        label: 'Personal information',
        columns: ['salutation', 'gendercode', 'birthdate'],
      },
      { name: 'CONTACT_PREFERENCES', label: 'Contact preferences', columns: preferences },
    ],
  },
];

const accountTabs: readonly FormTab[] = [
  {
    name: 'SUMMARY_TAB',
    label: 'Summary',
    sections: [
      {
        name: 'ACCOUNT_INFORMATION',
        label: 'Account information',
        columns: ['name', 'accountnumber', 'emailaddress1', 'telephone1', 'websiteurl', 'primarycontactid'],
      },
      { name: 'ADDRESS', label: 'Address', columns: addressColumns },
      {
        name: 'CONTACTS',
        label: 'Contacts',
        columns: [],
        subgrid: { name: 'Contacts', table: 'contact', relationship: 'contact_customer_accounts' },
      },
    ],
  },
  {
    name: 'DETAILS_TAB',
    label: 'Details',
    sections: [{ name: 'CONTACT_PREFERENCES', label: 'Contact preferences', columns: preferences }],
  },
];

const leadTabs: readonly FormTab[] = [
  {
    name: 'Summary',
    label: 'Summary',
    sections: [
      {
        name: 'contact',
        label: 'Contact',
        columns: ['subject', 'fullname', 'jobtitle', 'telephone1', 'mobilephone', 'emailaddress1'],
      },
      { name: 'company', label: 'Company', columns: ['companyname', 'websiteurl', ...addressColumns] },
    ],
  },
  {
    name: 'details_tab',
    label: 'Details',
    sections: [
      { name: 'lead_information', label: 'Lead details', columns: ['salutation', 'leadqualitycode'] },
      { name: 'contact_methods', label: 'Contact method', columns: preferences },
    ],
  },
];

const quickTabs = (...columns: readonly string[]): readonly FormTab[] => [
  { name: 'tab_1', label: 'Details', sections: [{ name: 'tab_1_column_1_section_1', label: 'Details', columns }] },
];

const forms: readonly StandardForm[] = [
  mainForm('contact', '1fed44d1-ae68-4a41-bd2b-f13acac4acfa', 'Contact', contactTabs),
  mainForm('account', '8448b78f-8f42-454e-8e2a-f8196b0419af', 'Account', accountTabs),
  mainForm('lead', 'e3b6ddb7-8df0-4410-ac7b-fd32e5053d38', 'Lead', leadTabs),
  quickForm('contact', 'Contact', ['fullname', 'jobtitle', 'parentcustomerid', 'emailaddress1', 'mobilephone']),
  quickForm('account', 'Account', ['name', 'emailaddress1', 'telephone1', 'primarycontactid']),
  quickForm('lead', 'Lead', ['subject', 'fullname', 'jobtitle', 'companyname', 'emailaddress1', 'mobilephone']),
];

/** No solution takes these away, whoever changed them. */
export const standardFormIds: ReadonlySet<string> = new Set(forms.map(({ id }) => id));

/** Main forms (by the ids that every organisation has) and quick create forms of the standard tables there are; what is on them is a choice of ours. */
export function standardForms(schema: Schema): readonly { readonly id: string; readonly values: Values }[] {
  return forms.flatMap(({ table: tableName, id, name, type, tabs }) => {
    const table = schema.table(tableName);
    if (!table) return [];
    const formxml = writeFormXml(table, tabs, (part) => guidOf(`form ${tableName} ${type} ${part}`));
    return [
      { id, values: { name, objecttypecode: tableName, type, formxml, formactivationstate: 1, isdefault: type === 2 } },
    ];
  });
}

function mainForm(table: string, id: string, name: string, tabs: readonly FormTab[]): StandardForm {
  return { table, id, name, type: formTypes.main, tabs };
}

function quickForm(table: string, name: string, columns: readonly string[]): StandardForm {
  const tabs = quickTabs(...columns);
  return {
    table,
    id: guidOf(`quick create form ${table}`),
    name: `${name} Quick Create`,
    type: formTypes.quickCreate,
    tabs,
  };
}
