import type { FormLayout } from './form-layout.ts';
import { address, email, marketing } from './shared-sections.ts';

export const contactForm: FormLayout = {
  table: 'contact',
  permissionColumn: 'assent_contactid',
  tabs: [
    {
      name: 'summary',
      label: 'Summary',
      sections: [
        {
          label: 'Contact information',
          fields: [
            { column: 'firstname', label: 'First Name', kind: 'text', maxLength: 50 },
            { column: 'middlename', label: 'Middle Name', kind: 'text', maxLength: 50 },
            { column: 'lastname', label: 'Last Name', kind: 'text', maxLength: 50, required: true },
            { column: 'jobtitle', label: 'Job Title', kind: 'text', maxLength: 100 },
            {
              column: 'parentcustomerid',
              label: 'Company Name',
              kind: 'lookup',
              target: { table: 'account', bind: 'parentcustomerid_account' },
            },
            email,
            { column: 'telephone1', label: 'Business Phone', kind: 'phone', maxLength: 50 },
            { column: 'mobilephone', label: 'Mobile Phone', kind: 'phone', maxLength: 50 },
          ],
        },
        address,
      ],
    },
    {
      name: 'details',
      label: 'Details',
      sections: [
        {
          label: 'Personal information',
          fields: [
            { column: 'salutation', label: 'Salutation', kind: 'text', maxLength: 100 },
            {
              column: 'gendercode',
              label: 'Gender',
              kind: 'choice',
              options: [
                { value: 1, label: 'Male' },
                { value: 2, label: 'Female' },
              ],
            },
            { column: 'birthdate', label: 'Birthday', kind: 'date' },
          ],
        },
      ],
    },
    marketing,
  ],
};
