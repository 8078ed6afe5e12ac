import { makeTable } from '../make-table.ts';

/** Tables that hold what a solution brings to people (entity reference): views, apps, site maps, differences to command bars. */
export const savedquery = makeTable({
  name: 'savedquery',
  schemaName: 'SavedQuery',
  set: 'savedqueries',
  code: 1039,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 200
description memo 2000
returnedtypecode text 64
querytype integer
fetchxml memo 1073741823
layoutxml memo 1073741823
isdefault boolean
isquickfindquery boolean
ismanaged boolean readonly
statecode state 0 Active, 1 Inactive
statuscode status 1 Active @0, 2 Inactive @1
`,
});

export const appmodule = makeTable({
  name: 'appmodule',
  schemaName: 'AppModule',
  set: 'appmodules',
  code: 9700,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 100
uniquename text 100
description memo 2000
clienttype integer =4
formfactor integer =1
navigationtype choice =0 0 Single session, 1 Multi session
webresourceid guid
ismanaged boolean readonly
statecode state 0 Active, 1 Inactive
statuscode status 1 Active @0, 2 Inactive @1
`,
});

export const sitemap = makeTable({
  name: 'sitemap',
  schemaName: 'SiteMap',
  set: 'sitemaps',
  code: 4709,
  primaryName: 'sitemapname',
  owned: 'organization',
  columns: `
sitemapname text 256
sitemapnameunique text 256
sitemapxml memo 1073741823
isappaware boolean =true
ismanaged boolean readonly
`,
});

export const ribbondiff = makeTable({
  name: 'ribbondiff',
  schemaName: 'RibbonDiff',
  set: 'ribbondiffs',
  code: 1130,
  primaryName: 'entity',
  owned: 'organization',
  columns: `
entity text 50
rdx memo 1073741823
ismanaged boolean readonly
`,
});
