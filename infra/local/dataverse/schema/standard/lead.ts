import { makeTable } from '../make-table.ts';
import { doNotColumns, industries, personAddress } from './shared-columns.ts';

/** Table lead (entity reference); part of Dynamics 365 Sales, a plain Dataverse has none. */
export const lead = makeTable({
  name: 'lead',
  schemaName: 'Lead',
  set: 'leads',
  code: 4,
  primaryName: 'fullname',
  label: 'Lead',
  pluralLabel: 'Leads',
  columns: `
subject text 300 required "Topic"
fullname text 160 readonly "Name"
firstname text 50 "First Name"
middlename text 50 "Middle Name"
lastname text 50 required "Last Name"
yomifullname text 450 readonly
companyname text 100 "Company Name"
salutation text 100 "Salutation"
jobtitle text 100 "Job Title"
description memo 2000 "Description"
emailaddress1 text 100 email "Email"
emailaddress2 text 100 email "Email Address 2"
emailaddress3 text 100 email "Email Address 3"
telephone1 text 50 phone "Business Phone"
telephone2 text 50 phone "Home Phone"
telephone3 text 50 phone
mobilephone text 20 phone "Mobile Phone"
fax text 50 phone "Fax"
pager text 20 phone
websiteurl text 200 url "Website"
leadsourcecode choice 1 Advertisement, 2 Employee Referral, 3 External Referral, 4 Partner, 5 Public Relations, 6 Seminar, 7 Trade Show, 8 Web, 9 Word of Mouth, 10 Other "Lead Source"
leadqualitycode choice =2 1 Hot, 2 Warm, 3 Cold "Rating"
industrycode choice ${industries} "Industry"
prioritycode choice =1 1 Default Value
salesstagecode choice =1 1 Default Value
budgetamount money
estimatedamount money
estimatedclosedate date
revenue money
numberofemployees integer
decisionmaker boolean
confirminterest boolean
evaluatefit boolean
sic text 20
qualificationcomments memo 2000
lastusedincampaign datetime
campaignid lookup campaign>campaign_leads "Source Campaign"
customerid lookup account>lead_customer_accounts contact>lead_customer_contacts
parentcontactid lookup contact>lead_parent_contact "Parent Contact for lead"
parentaccountid lookup account>lead_parent_account "Parent Account for lead"
masterid lookup lead>lead_master_lead!NoCascade readonly
merged boolean readonly
statecode state 0 Open, 1 Qualified, 2 Disqualified "Status"
statuscode status 1 New @0, 2 Contacted @0, 3 Qualified @1, 4 Lost @2, 5 Cannot Contact @2, 6 No Longer Interested @2, 7 Canceled @2 "Status Reason"
${personAddress}
${doNotColumns}
`,
});
