import type { Organisation } from '../organisation/organisation.ts';
import { customApiOperation } from './custom-api.ts';
import { deleteAndPromote, deleteAndPromoteAsync } from './delete-and-promote.ts';
import {
  importSolutionAsync,
  importSolutionOperation,
  stageAndUpgrade,
  stageAndUpgradeAsync,
} from './import-solution.ts';
import { addListMembersList } from './list-members.ts';
import { merge } from './merge.ts';
import type { Operation } from './operation.ts';
import { publishAllXml, publishXml } from './publish-xml.ts';
import { retrieveDependenciesForUninstall } from './retrieve-dependencies.ts';
import { retrieveVersion } from './retrieve-version.ts';
import { stageSolution } from './stage-solution.ts';
import { whoAmI } from './who-am-i.ts';

/** Every unbound operation, those of imported custom APIs among them. */
export function operations(org: Organisation): readonly Operation[] {
  const custom = [...org.store.rows('customapi').all()].map((row) => customApiOperation(row));
  return [...standard, ...custom];
}

const standard: readonly Operation[] = [
  addListMembersList,
  deleteAndPromote,
  deleteAndPromoteAsync,
  importSolutionAsync,
  importSolutionOperation,
  merge,
  publishAllXml,
  publishXml,
  retrieveVersion,
  retrieveDependenciesForUninstall,
  stageAndUpgrade,
  stageAndUpgradeAsync,
  stageSolution,
  whoAmI,
];
