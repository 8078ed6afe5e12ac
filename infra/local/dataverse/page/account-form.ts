import type { FormLayout } from './form-layout.ts';
import { address, email, marketing } from './shared-sections.ts';

export const accountForm: FormLayout = {
  table: 'account',
  permissionColumn: 'assent_accountid',
  tabs: [
    {
      name: 'summary',
      label: 'Summary',
      sections: [
        {
          label: 'Account information',
          fields: [
            { column: 'name', label: 'Account Name', kind: 'text', maxLength: 160, required: true },
            { column: 'accountnumber', label: 'Account Number', kind: 'text', maxLength: 20 },
            email,
            { column: 'telephone1', label: 'Main Phone', kind: 'phone', maxLength: 50 },
            { column: 'websiteurl', label: 'Website', kind: 'url', maxLength: 200 },
            {
              column: 'primarycontactid',
              label: 'Primary Contact',
              kind: 'lookup',
              target: { table: 'contact', bind: 'primarycontactid' },
            },
          ],
        },
        address,
      ],
    },
    marketing,
  ],
};
