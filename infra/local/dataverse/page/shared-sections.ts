import type { Field, Section, Tab } from './form-layout.ts';

/** What contact, lead and account have in common; column names and lengths as Dataverse deploys them. */
export const address: Section = {
  label: 'Address',
  fields: [
    { column: 'address1_line1', label: 'Street 1', kind: 'text', maxLength: 250 },
    { column: 'address1_line2', label: 'Street 2', kind: 'text', maxLength: 250 },
    { column: 'address1_line3', label: 'Street 3', kind: 'text', maxLength: 250 },
    { column: 'address1_postalcode', label: 'ZIP/Postal Code', kind: 'text', maxLength: 20 },
    { column: 'address1_city', label: 'City', kind: 'text', maxLength: 80 },
    { column: 'address1_stateorprovince', label: 'State/Province', kind: 'text', maxLength: 50 },
    { column: 'address1_country', label: 'Country/Region', kind: 'text', maxLength: 80 },
  ],
};

export const email: Field = { column: 'emailaddress1', label: 'Email', kind: 'email', maxLength: 100 };

/** The tab a marketing solution brings. Without that solution only the do-not columns are left of it. */
export const marketing: Tab = {
  name: 'marketing',
  label: 'Marketing',
  sections: [
    { label: 'Permissions', fields: [], permissions: true },
    {
      label: 'Contact preferences',
      fields: [
        { column: 'donotemail', label: 'Do not allow emails', kind: 'yesno' },
        { column: 'donotbulkemail', label: 'Do not allow bulk emails', kind: 'yesno' },
      ],
    },
    {
      label: 'Marketing status',
      fields: [
        {
          column: 'assent_bounce',
          label: 'Bounce',
          kind: 'choice',
          readOnly: true,
          options: [
            { value: 0, label: 'None' },
            { value: 1, label: 'Soft' },
            { value: 2, label: 'Hard' },
            { value: 3, label: 'Other' },
          ],
        },
        { column: 'assent_globaloptout', label: 'Global opt-out', kind: 'yesno', readOnly: true },
        { column: 'assent_withheld', label: 'Withheld permissions', kind: 'memo', readOnly: true },
      ],
    },
  ],
};
