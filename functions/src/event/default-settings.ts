import type { Settings } from './settings.ts';

const names = [
  { column: 'firstname', property: 'firstName' },
  // Dutch names keep their infix ("van der") in the middle name.
  { column: 'middlename', property: 'infix' },
  { column: 'lastname', property: 'lastName' },
];

const address = [
  // The whole line, number included: where the number begins can only be guessed.
  { column: 'address1_line1', property: 'street' },
  { column: 'address1_postalcode', property: 'postalCode' },
  { column: 'address1_city', property: 'city' },
  { column: 'address1_country', property: 'country' },
];

const phones = [
  { column: 'telephone1', property: 'phoneNumber' },
  { column: 'mobilephone', property: 'mobileNumber' },
];

const stop = { email: ['donotbulkemail', 'donotemail'], sms: [] };

/**
 * What a new installation starts with: names, the address of the Summary tab, gender and birthday, company and telephone numbers,
 * and nothing else (no job title, no fax, no contact preferences, no lead topic).
 */
export const defaultSettings: Settings = {
  version: 1,
  connections: [{ alias: 'spotler', platform: 'spotler' }],
  tables: {
    contact: {
      address: { email: 'emailaddress1', sms: 'mobilephone' },
      fields: [
        ...names,
        ...address,
        ...phones,
        { column: 'parentcustomerid', property: 'organisation' },
        { column: 'gendercode', property: 'gender', values: { '1': 'M', '2': 'F' } },
        { column: 'birthdate', property: 'birthday' },
      ],
      conditions: [],
      consents: [],
      stop,
    },
    lead: {
      address: { email: 'emailaddress1', sms: 'mobilephone' },
      fields: [...names, ...address, ...phones, { column: 'companyname', property: 'organisation' }],
      conditions: [],
      consents: [],
      stop,
    },
    account: {
      address: { email: 'emailaddress1' },
      fields: [
        { column: 'name', property: 'organisation' },
        ...address,
        { column: 'telephone1', property: 'phoneNumber' },
      ],
      conditions: [],
      consents: [],
      stop,
    },
  },
};
