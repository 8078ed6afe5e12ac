import { makeTable } from '../make-table.ts';

/** Tables that hold what a solution brings (entity reference): solutions, web resources, forms, custom APIs, roles, variables. */
export const solution = makeTable({
  name: 'solution',
  schemaName: 'Solution',
  set: 'solutions',
  code: 7100,
  primaryName: 'friendlyname',
  owned: 'organization',
  columns: `
uniquename text 65
friendlyname text 256
version text 256
description memo 2000
ismanaged boolean
isvisible boolean =true
installedon datetime
`,
});

export const importjob = makeTable({
  name: 'importjob',
  schemaName: 'ImportJob',
  set: 'importjobs',
  code: 9107,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
solutionname text 256
data memo 1073741823
progress decimal
startedon datetime
completedon datetime
`,
});

export const stagesolutionupload = makeTable({
  name: 'stagesolutionupload',
  schemaName: 'StageSolutionUpload',
  set: 'stagesolutionuploads',
  code: 10048,
  primaryName: 'name',
  columns: `
name text 100
solutionuniquename text 100
solutionfile memo 1073741823 writeonly
`,
});

export const webresource = makeTable({
  name: 'webresource',
  schemaName: 'WebResource',
  set: 'webresourceset',
  code: 9333,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 256
displayname text 256
description memo 2000
content memo 1073741823
dependencyxml memo 5000
webresourcetype choice 1 Webpage (HTML), 2 Style Sheet (CSS), 3 Script (JScript), 4 Data (XML), 5 PNG format, 6 JPG format, 7 GIF format, 8 Silverlight (XAP), 9 Style Sheet (XSL), 10 ICO format, 11 Vector format (SVG), 12 String (RESX)
languagecode integer
ismanaged boolean readonly
isenabledformobileclient boolean
solutionid guid readonly
`,
});

export const systemform = makeTable({
  name: 'systemform',
  schemaName: 'SystemForm',
  set: 'systemforms',
  code: 1030,
  key: 'formid',
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 100
description memo 2000
objecttypecode text 100
type choice 2 Main, 6 Quick View Form, 7 Quick Create, 11 Card
formxml memo 1073741823
unpublishedformxml memo 1073741823 writeonly
formactivationstate choice =1 0 Inactive, 1 Active
isdefault boolean
ismanaged boolean readonly
`,
});

export const customapi = makeTable({
  name: 'customapi',
  schemaName: 'CustomAPI',
  set: 'customapis',
  code: 10027,
  primaryName: 'name',
  columns: `
uniquename text 128
name text 100
displayname text 100
description text 300
bindingtype choice =0 0 Global, 1 Entity, 2 EntityCollection
boundentitylogicalname text 100
isfunction boolean
isprivate boolean
allowedcustomprocessingsteptype choice =0 0 None, 1 Async Only, 2 Sync and Async
executeprivilegename text 100
sdkmessageid lookup sdkmessage>sdkmessage_customapi
plugintypeid lookup plugintype>plugintype_customapi
ismanaged boolean readonly
statecode state 0 Active, 1 Inactive
statuscode status 1 Active @0, 2 Inactive @1
`,
});

const parameterColumns = `
uniquename text 128
name text 100
displayname text 100
description text 300
logicalentityname text 100
type choice 0 Boolean, 1 DateTime, 2 Decimal, 3 Entity, 4 EntityCollection, 5 EntityReference, 6 Float, 7 Integer, 8 Money, 9 Picklist, 10 String, 11 StringArray, 12 Guid
ismanaged boolean readonly
`;

export const customapirequestparameter = makeTable({
  name: 'customapirequestparameter',
  schemaName: 'CustomAPIRequestParameter',
  set: 'customapirequestparameters',
  code: 10028,
  primaryName: 'name',
  columns: `${parameterColumns}
isoptional boolean
customapiid lookup customapi>customapi_customapirequestparameter!Cascade
`,
});

export const customapiresponseproperty = makeTable({
  name: 'customapiresponseproperty',
  schemaName: 'CustomAPIResponseProperty',
  set: 'customapiresponseproperties',
  code: 10029,
  primaryName: 'name',
  columns: `${parameterColumns}
customapiid lookup customapi>customapi_customapiresponseproperty!Cascade
`,
});

export const environmentvariabledefinition = makeTable({
  name: 'environmentvariabledefinition',
  schemaName: 'EnvironmentVariableDefinition',
  set: 'environmentvariabledefinitions',
  code: 380,
  primaryName: 'schemaname',
  columns: `
schemaname text 100
displayname text 100
defaultvalue memo 2000
type choice =100000000 100000000 String, 100000001 Number, 100000002 Boolean, 100000003 JSON, 100000004 Data Source, 100000005 Secret
isrequired boolean
ismanaged boolean readonly
`,
});
