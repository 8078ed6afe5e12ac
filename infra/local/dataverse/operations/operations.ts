import type { Organisation } from '../organisation/organisation.ts';
import { customApiOperation } from './custom-api.ts';
import { importSolutionAsync, importSolutionOperation } from './import-solution.ts';
import { addListMembersList } from './list-members.ts';
import { merge } from './merge.ts';
import type { Operation } from './operation.ts';
import { publishAllXml, publishXml } from './publish-xml.ts';
import { retrieveVersion } from './retrieve-version.ts';
import { whoAmI } from './who-am-i.ts';

/** Every unbound operation, those of imported custom APIs among them. */
export function operations(org: Organisation): readonly Operation[] {
  const custom = [...org.store.rows('customapi').all()].map((row) => customApiOperation(row));
  return [...standard, ...custom];
}

const standard: readonly Operation[] = [
  addListMembersList,
  importSolutionAsync,
  importSolutionOperation,
  merge,
  publishAllXml,
  publishXml,
  retrieveVersion,
  whoAmI,
];
