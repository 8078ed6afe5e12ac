import type { FormLayout } from './form-layout.ts';
import { address, email, marketing } from './shared-sections.ts';

export const leadForm: FormLayout = {
  table: 'lead',
  permissionColumn: 'assent_leadid',
  tabs: [
    {
      name: 'summary',
      label: 'Summary',
      sections: [
        {
          label: 'Lead information',
          fields: [
            { column: 'subject', label: 'Topic', kind: 'text', maxLength: 300, required: true },
            { column: 'firstname', label: 'First Name', kind: 'text', maxLength: 50 },
            { column: 'middlename', label: 'Middle Name', kind: 'text', maxLength: 50 },
            { column: 'lastname', label: 'Last Name', kind: 'text', maxLength: 50, required: true },
            { column: 'jobtitle', label: 'Job Title', kind: 'text', maxLength: 100 },
            { column: 'companyname', label: 'Company Name', kind: 'text', maxLength: 100 },
            email,
            { column: 'telephone1', label: 'Business Phone', kind: 'phone', maxLength: 50 },
            { column: 'mobilephone', label: 'Mobile Phone', kind: 'phone', maxLength: 20 },
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
          label: 'Lead details',
          fields: [
            { column: 'salutation', label: 'Salutation', kind: 'text', maxLength: 100 },
            {
              column: 'leadqualitycode',
              label: 'Rating',
              kind: 'choice',
              options: [
                { value: 1, label: 'Hot' },
                { value: 2, label: 'Warm' },
                { value: 3, label: 'Cold' },
              ],
            },
            { column: 'websiteurl', label: 'Website', kind: 'url', maxLength: 200 },
          ],
        },
      ],
    },
    marketing,
  ],
};
