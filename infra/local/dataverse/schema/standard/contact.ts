import { makeTable } from '../make-table.ts';
import { doNotColumns, personAddress } from './shared-columns.ts';

/** Table contact (entity reference), the columns people and integrations use; lengths as deployed. */
export const contact = makeTable({
  name: 'contact',
  schemaName: 'Contact',
  set: 'contacts',
  code: 2,
  primaryName: 'fullname',
  label: 'Contact',
  pluralLabel: 'Contacts',
  columns: `
fullname text 160 readonly "Full Name"
firstname text 50 "First Name"
middlename text 50 "Middle Name"
lastname text 50 required "Last Name"
yomifullname text 450 readonly
yomifirstname text 150
yomilastname text 150
nickname text 100 "Nickname"
salutation text 100 "Salutation"
suffix text 10 "Suffix"
jobtitle text 100 "Job Title"
department text 100 "Department"
company text 50
description memo 2000 "Description"
emailaddress1 text 100 email "Email"
emailaddress2 text 100 email "Email Address 2"
emailaddress3 text 100 email "Email Address 3"
telephone1 text 50 phone "Business Phone"
telephone2 text 50 phone "Home Phone"
telephone3 text 50 phone
mobilephone text 50 phone "Mobile Phone"
fax text 50 phone "Fax"
pager text 50 phone
websiteurl text 200 url "Website"
birthdate date "Birthday"
anniversary date
gendercode choice 1 Male, 2 Female "Gender"
familystatuscode choice 1 Single, 2 Married, 3 Divorced, 4 Widowed "Marital Status"
haschildrencode choice =1 1 Default Value
educationcode choice =1 1 Default Value
customertypecode choice =1 1 Default Value
leadsourcecode choice =1 1 Default Value
accountrolecode choice 1 Decision Maker, 2 Employee, 3 Influencer
numberofchildren integer
annualincome money
creditlimit money
creditonhold boolean
employeeid text 50
externaluseridentifier text 50
governmentid text 50
managername text 100
assistantname text 100
spousesname text 100
isbackofficecustomer boolean
marketingonly boolean
lastusedincampaign datetime
parentcustomerid lookup account>contact_customer_accounts contact>contact_customer_contacts "Company Name"
accountid lookup account>account_contact_accountid readonly
parentcontactid lookup contact>contact_contact_parentcontactid readonly
originatingleadid lookup lead>contact_originating_lead
preferredsystemuserid lookup systemuser
masterid lookup contact>contact_master_contact!NoCascade readonly
merged boolean readonly
subscriptionid guid
statecode state 0 Active, 1 Inactive "Status"
statuscode status 1 Active @0, 2 Inactive @1 "Status Reason"
${personAddress}
${doNotColumns}
`,
});
