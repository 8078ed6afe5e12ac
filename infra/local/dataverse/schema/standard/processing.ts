import { makeTable } from '../make-table.ts';

/** Tables of the event framework (entity reference): messages, filters, steps, images, endpoints, system jobs. */
export const serviceendpoint = makeTable({
  name: 'serviceendpoint',
  schemaName: 'ServiceEndpoint',
  set: 'serviceendpoints',
  code: 4618,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
description text 256
url text 2000
path text 160
solutionnamespace text 160
namespaceaddress text 160
namespaceformat choice 1 Namespace Name, 2 Namespace Address
contract choice 1 One Way, 2 Queue, 3 Rest, 4 Two Way, 5 Topic, 6 Queue (Persistent), 7 Event Hub, 8 Webhook, 9 Event Grid, 10 Managed Data Lake, 11 Container Storage
authtype choice 0 Not Specified, 1 ACS, 2 SAS Key, 3 SAS Token, 4 Webhook Key, 5 Http Header, 6 Http Query String, 7 Connection String, 8 Access Key, 9 Managed Identity
authvalue text 2048 writeonly
isauthvalueset boolean readonly
saskeyname text 128
messageformat choice =1 1 Binary XML, 2 Json, 3 Text XML
messagecharset choice =0 0 Default, 1 UTF-8, 2 Windows-1252
userclaim choice 1 None, 2 User Id, 3 User Info
connectionmode choice =1 1 Normal, 2 Federated
usekeyvaultconfiguration boolean
solutionid guid readonly
ismanaged boolean readonly
`,
});

export const sdkmessage = makeTable({
  name: 'sdkmessage',
  schemaName: 'SdkMessage',
  set: 'sdkmessages',
  code: 4606,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
categoryname text 25
autotransact boolean =true
isactive boolean =true
isprivate boolean
template boolean
availability integer =0
`,
});

export const sdkmessagefilter = makeTable({
  name: 'sdkmessagefilter',
  schemaName: 'SdkMessageFilter',
  set: 'sdkmessagefilters',
  code: 4607,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
primaryobjecttypecode text 100
secondaryobjecttypecode text 100
iscustomprocessingstepallowed boolean =true
availability integer =0
sdkmessageid lookup sdkmessage>sdkmessageid_sdkmessagefilter!Cascade
`,
});

export const sdkmessageprocessingstep = makeTable({
  name: 'sdkmessageprocessingstep',
  schemaName: 'SdkMessageProcessingStep',
  set: 'sdkmessageprocessingsteps',
  code: 4608,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
description text 256
configuration memo 1073741823
filteringattributes memo 100000
rank integer =1
stage choice =40 5 Initial Pre-operation, 10 Pre-validation, 20 Pre-operation, 30 Main Operation, 40 Post-operation
mode choice =0 0 Synchronous, 1 Asynchronous
invocationsource choice =0 0 Parent, 1 Child
supporteddeployment choice =0 0 Server Only, 1 Outlook Client Only, 2 Both
asyncautodelete boolean
canusereadonlyconnection boolean
ismanaged boolean readonly
introducedversion text 48
solutionid guid readonly
eventhandler lookup serviceendpoint>serviceendpoint_sdkmessageprocessingstep!Restrict plugintype>plugintype_sdkmessageprocessingstep!Cascade
sdkmessageid lookup sdkmessage>sdkmessageid_sdkmessageprocessingstep!Cascade
sdkmessagefilterid lookup sdkmessagefilter>sdkmessagefilterid_sdkmessageprocessingstep!Cascade
plugintypeid lookup plugintype>plugintypeid_sdkmessageprocessingstep
impersonatinguserid lookup systemuser>impersonatinguserid_sdkmessageprocessingstep
statecode state 0 Enabled, 1 Disabled
statuscode status 1 Enabled @0, 2 Disabled @1
`,
});

export const sdkmessageprocessingstepimage = makeTable({
  name: 'sdkmessageprocessingstepimage',
  schemaName: 'SdkMessageProcessingStepImage',
  set: 'sdkmessageprocessingstepimages',
  code: 4615,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
description text 256
entityalias text 256
attributes memo 100000
imagetype choice 0 PreImage, 1 PostImage, 2 Both
messagepropertyname text 256
relatedattributename text 256
ismanaged boolean readonly
sdkmessageprocessingstepid lookup sdkmessageprocessingstep>sdkmessageprocessingstepid_sdkmessageprocessingstepimage!Cascade
`,
});

export const plugintype = makeTable({
  name: 'plugintype',
  schemaName: 'PluginType',
  set: 'plugintypes',
  code: 4602,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
typename text 256
friendlyname text 256
assemblyname text 100
`,
});

export const asyncoperation = makeTable({
  name: 'asyncoperation',
  schemaName: 'AsyncOperation',
  set: 'asyncoperations',
  code: 4700,
  primaryName: 'name',
  columns: `
name text 256
operationtype choice 1 System Event, 10 Workflow, 202 Import Solution, 203 Solution Export
messagename text 160
primaryentitytype text 128
message memo 1048576
friendlymessage memo 1048576
errorcode integer
depth integer =1
retrycount integer
sequence integer
correlationid guid
requestid guid
data memo 1073741823
startedon datetime
completedon datetime
postponeuntil datetime
owningextensionid lookup sdkmessageprocessingstep>SdkMessageProcessingStep_AsyncOperations!Cascade
regardingobjectid lookup contact>Contact_AsyncOperations!NoCascade account>Account_AsyncOperations!NoCascade lead>Lead_AsyncOperations!NoCascade
statecode state 0 Ready, 1 Suspended, 2 Locked, 3 Completed
statuscode status 0 Waiting For Resources @0, 10 Waiting @1, 20 In Progress @2, 21 Pausing @2, 22 Canceling @2, 30 Succeeded @3, 31 Failed @3, 32 Canceled @3
`,
});
