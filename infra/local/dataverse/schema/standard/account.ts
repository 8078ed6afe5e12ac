import { makeTable } from '../make-table.ts';
import { doNotColumns, industries, personAddress } from './shared-columns.ts';

/** Table account (entity reference). */
export const account = makeTable({
  name: 'account',
  schemaName: 'Account',
  set: 'accounts',
  code: 1,
  primaryName: 'name',
  label: 'Account',
  pluralLabel: 'Accounts',
  columns: `
name text 160 required "Account Name"
yominame text 160
accountnumber text 20 "Account Number"
description memo 2000 "Description"
emailaddress1 text 100 email "Email"
emailaddress2 text 100 email "Email Address 2"
emailaddress3 text 100 email "Email Address 3"
telephone1 text 50 phone "Main Phone"
telephone2 text 50 phone "Other Phone"
telephone3 text 50 phone
fax text 50 phone "Fax"
websiteurl text 200 url "Website"
industrycode choice ${industries} "Industry"
customertypecode choice 1 Competitor, 2 Consultant, 3 Customer, 4 Investor, 5 Partner, 6 Influencer, 7 Press, 8 Prospect, 9 Reseller, 10 Supplier, 11 Vendor, 12 Other "Relationship Type"
accountcategorycode choice 1 Preferred Customer, 2 Standard
accountclassificationcode choice =1 1 Default Value
accountratingcode choice =1 1 Default Value
ownershipcode choice 1 Public, 2 Private, 3 Subsidiary, 4 Other
numberofemployees integer "Number of Employees"
revenue money "Annual Revenue"
creditlimit money
creditonhold boolean
sic text 20
tickersymbol text 10
stockexchange text 20
marketingonly boolean
lastusedincampaign datetime
primarycontactid lookup contact>account_primary_contact "Primary Contact"
parentaccountid lookup account>account_parent_account "Parent Account"
originatingleadid lookup lead>account_originating_lead
preferredsystemuserid lookup systemuser
masterid lookup account>account_master_account!NoCascade readonly
merged boolean readonly
statecode state 0 Active, 1 Inactive "Status"
statuscode status 1 Active @0, 2 Inactive @1 "Status Reason"
${personAddress}
${doNotColumns}
`,
});
