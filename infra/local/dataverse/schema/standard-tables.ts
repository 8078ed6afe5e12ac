import { account } from './standard/account.ts';
import { annotation, task } from './standard/activities.ts';
import { appmodule, ribbondiff, savedquery, sitemap } from './standard/apps.ts';
import { contact } from './standard/contact.ts';
import {
  customapi,
  customapirequestparameter,
  customapiresponseproperty,
  environmentvariabledefinition,
  importjob,
  solution,
  stagesolutionupload,
  systemform,
  webresource,
} from './standard/customization.ts';
import { lead } from './standard/lead.ts';
import { campaign, campaignresponse, list, listmember } from './standard/marketing.ts';
import { businessunit, organization, systemuser } from './standard/people.ts';
import {
  asyncoperation,
  plugintype,
  sdkmessage,
  sdkmessagefilter,
  sdkmessageprocessingstep,
  sdkmessageprocessingstepimage,
  serviceendpoint,
} from './standard/processing.ts';
import { privilege, role, roleprivileges, systemuserroles } from './standard/security.ts';
import type { Column, Table } from './table.ts';

/** The tables of an organisation before any solution of ours. `bare`: without Dynamics 365 Sales. */
export function standardTables({ bare }: { readonly bare: boolean }): readonly Table[] {
  const tables = bare ? plainTables : [...plainTables, lead, list, listmember, campaign, campaignresponse];
  const names = new Set(tables.map(({ name }) => name));
  return tables.map((table) => withoutMissingTargets(table, names));
}

const plainTables: readonly Table[] = [
  contact,
  account,
  task,
  annotation,
  organization,
  businessunit,
  systemuser,
  serviceendpoint,
  sdkmessage,
  sdkmessagefilter,
  sdkmessageprocessingstep,
  sdkmessageprocessingstepimage,
  plugintype,
  asyncoperation,
  solution,
  importjob,
  stagesolutionupload,
  webresource,
  systemform,
  customapi,
  customapirequestparameter,
  customapiresponseproperty,
  role,
  privilege,
  roleprivileges,
  systemuserroles,
  environmentvariabledefinition,
  savedquery,
  appmodule,
  sitemap,
  ribbondiff,
];

/** A lookup to a table that is not there (a lead's in a plain Dataverse) is not there either. */
function withoutMissingTargets(table: Table, names: ReadonlySet<string>): Table {
  const columns = new Map<string, Column>();
  for (const column of table.columns.values()) {
    const targets = column.targets.filter((target) => names.has(target.table));
    if (column.type === 'lookup' && targets.length === 0) continue;
    columns.set(column.name, { ...column, targets });
  }
  return { ...table, columns };
}
