import { makeTable } from '../make-table.ts';

/** Tables task and annotation (entity reference). */
export const task = makeTable({
  name: 'task',
  schemaName: 'Task',
  set: 'tasks',
  code: 4212,
  key: 'activityid',
  primaryName: 'subject',
  label: 'Task',
  pluralLabel: 'Tasks',
  activity: true,
  columns: `
subject text 200 "Subject"
description memo 2000 "Description"
category text 250
subcategory text 250
activitytypecode text 100 readonly
percentcomplete integer
prioritycode choice =1 0 Low, 1 Normal, 2 High "Priority"
actualstart datetime
actualend datetime
scheduledstart datetime
scheduledend datetime "Due Date"
actualdurationminutes integer
isworkflowcreated boolean
isbilled boolean
regardingobjectid lookup contact>Contact_Tasks!Cascade account>Account_Tasks!Cascade lead>Lead_Tasks!Cascade campaign>Campaign_Tasks!Cascade "Regarding"
statecode state 0 Open, 1 Completed, 2 Canceled
statuscode status 2 Not Started @0, 3 In Progress @0, 4 Waiting on someone else @0, 7 Deferred @0, 5 Completed @1, 6 Canceled @2
`,
});

export const annotation = makeTable({
  name: 'annotation',
  schemaName: 'Annotation',
  set: 'annotations',
  code: 5,
  primaryName: 'subject',
  label: 'Note',
  pluralLabel: 'Notes',
  columns: `
subject text 500 "Title"
notetext memo 100000 "Description"
documentbody memo 1073741823
filename text 255
mimetype text 256
filesize integer readonly
isdocument boolean
langid text 2
stepid text 32
objecttypecode text 100 readonly
objectid lookup contact>Contact_Annotation!Cascade account>Account_Annotation!Cascade lead>Lead_Annotation!Cascade campaign>Campaign_Annotation!Cascade task>Task_Annotation!Cascade campaignresponse>CampaignResponse_Annotation!Cascade
`,
});
