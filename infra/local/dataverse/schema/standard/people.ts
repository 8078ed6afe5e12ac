import { makeTable } from '../make-table.ts';

/** Tables organization, businessunit, systemuser (entity reference), as little of them as callers read. */
export const organization = makeTable({
  name: 'organization',
  schemaName: 'Organization',
  set: 'organizations',
  code: 1019,
  primaryName: 'name',
  owned: 'none',
  changeTracking: false,
  columns: `
name text 160
createdon datetime readonly
modifiedon datetime readonly
languagecode integer =1033
basecurrencyid guid
isauditenabled boolean
expirechangetrackingindays integer =7
maxuploadfilesize integer =5242880
`,
});

export const businessunit = makeTable({
  name: 'businessunit',
  schemaName: 'BusinessUnit',
  set: 'businessunits',
  code: 10,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 160
divisionname text 100
isdisabled boolean
parentbusinessunitid lookup businessunit!Restrict
`,
});

export const systemuser = makeTable({
  name: 'systemuser',
  schemaName: 'SystemUser',
  set: 'systemusers',
  code: 8,
  primaryName: 'fullname',
  owned: 'organization',
  columns: `
fullname text 200 readonly
firstname text 256
lastname text 256
domainname text 1024
internalemailaddress text 100
applicationid guid
azureactivedirectoryobjectid guid
isdisabled boolean
accessmode choice =0 0 Read-Write, 1 Administrative, 2 Read, 3 Support User, 4 Non-interactive, 5 Delegated Admin
businessunitid lookup businessunit!Restrict
`,
});
