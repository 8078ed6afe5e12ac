import { makeTable } from '../make-table.ts';

/** Tables list, listmember, campaign, campaignresponse (entity reference); they come with the Sales and Marketing apps. */
export const list = makeTable({
  name: 'list',
  schemaName: 'List',
  set: 'lists',
  code: 4300,
  primaryName: 'listname',
  label: 'Marketing List',
  pluralLabel: 'Marketing Lists',
  columns: `
listname text 128 "Name"
type boolean "Type"
createdfromcode choice 1 Account, 2 Contact, 4 Lead "Targeted At"
membertype integer
membercount integer readonly
purpose text 512 "Purpose"
source text 128
description memo 2000
query memo 1000000
lockstatus boolean
donotsendonoptout boolean =true
ignoreinactivelistmembers boolean =true
lastusedon datetime
cost money
statecode state 0 Active, 1 Inactive "Status"
statuscode status 0 Active @0, 1 Inactive @1 "Status Reason"
`,
});

export const listmember = makeTable({
  name: 'listmember',
  schemaName: 'ListMember',
  set: 'listmembers',
  code: 4301,
  primaryName: 'name',
  label: 'Marketing List Member',
  pluralLabel: 'Marketing List Members',
  columns: `
name text 100
listid lookup list>list_listmember_listid!Cascade
entityid lookup account>listaccount_association!Cascade contact>listcontact_association!Cascade lead>listlead_association!Cascade
entitytype text 100 readonly
`,
});

export const campaign = makeTable({
  name: 'campaign',
  schemaName: 'Campaign',
  set: 'campaigns',
  code: 4400,
  primaryName: 'name',
  label: 'Campaign',
  pluralLabel: 'Campaigns',
  columns: `
name text 128 "Name"
codename text 32
description memo 2000
objective memo 2000
message text 256
emailaddress text 100
promotioncodename text 128
typecode choice 1 Advertisement, 2 Direct Marketing, 3 Event, 4 Co-branding, 5 Other "Campaign Type"
istemplate boolean
expectedresponse integer
budgetedcost money
othercost money
expectedrevenue money
proposedstart datetime
proposedend datetime
actualstart datetime
actualend datetime
statecode state 0 Active, 1 Inactive
statuscode status 0 Proposed @0, 1 Ready To Launch @0, 2 Launched @0, 3 Completed @0, 4 Canceled @0, 5 Suspended @0, 6 Inactive @1
`,
});

export const campaignresponse = makeTable({
  name: 'campaignresponse',
  schemaName: 'CampaignResponse',
  set: 'campaignresponses',
  code: 4401,
  key: 'activityid',
  primaryName: 'subject',
  label: 'Campaign Response',
  pluralLabel: 'Campaign Responses',
  activity: true,
  columns: `
subject text 200 "Subject"
description memo 2000
category text 250
subcategory text 250
activitytypecode text 100 readonly
channeltypecode choice 1 Email, 2 Phone, 3 Fax, 4 Letter, 5 Appointment, 6 Others
responsecode choice =1 1 Interested, 2 Not Interested, 3 Do Not Send Marketing Materials, 4 Error
promotioncodename text 250
receivedon datetime
firstname text 50
lastname text 50
companyname text 100
emailaddress text 100
telephone text 50
fax text 50
prioritycode choice =1 0 Low, 1 Normal, 2 High
actualstart datetime
actualend datetime
scheduledstart datetime
scheduledend datetime
isworkflowcreated boolean
isbilled boolean
regardingobjectid lookup campaign>Campaign_CampaignResponses!Cascade
customer lookup contact>contact_campaignresponse_customer account>account_campaignresponse_customer lead>lead_campaignresponse_customer
originatingactivityid lookup task
statecode state 0 Open, 1 Closed, 2 Canceled
statuscode status 1 Open @0, 2 Closed @1, 3 Canceled @2
`,
});
