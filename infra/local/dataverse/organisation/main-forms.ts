import { guidOf } from '../guid.ts';
import type { Values } from '../store/row.ts';
import { type FormTab, writeFormXml } from './write-form-xml.ts';

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
      { name: 'PERSONAL INFORMATION', label: 'Personal information', columns: ['gendercode', 'birthdate'] },
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
    sections: [{ name: 'contact_methods', label: 'Contact method', columns: ['leadqualitycode', ...preferences] }],
  },
];

/** Main forms of the standard tables, by the ids that every organisation has; what is on them is a choice of ours. */
export const mainForms: readonly { readonly table: string; readonly id: string; readonly values: Values }[] = [
  mainForm('contact', '1fed44d1-ae68-4a41-bd2b-f13acac4acfa', 'Contact', contactTabs),
  mainForm('account', '8448b78f-8f42-454e-8e2a-f8196b0419af', 'Account', accountTabs),
  mainForm('lead', 'e3b6ddb7-8df0-4410-ac7b-fd32e5053d38', 'Lead', leadTabs),
];

function mainForm(table: string, id: string, name: string, tabs: readonly FormTab[]) {
  const formxml = writeFormXml(table, tabs, (part) => guidOf(`form ${table} ${part}`));
  return {
    table,
    id,
    values: { name, objecttypecode: table, type: 2, formxml, formactivationstate: 1, isdefault: true },
  };
}
