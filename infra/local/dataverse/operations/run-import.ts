import { DataverseError } from '../errors.ts';
import { newGuid } from '../guid.ts';
import { type Imported, importSolution } from '../import/import-solution.ts';
import { openSolution } from '../import/solution-file.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Values } from '../store/row.ts';
import type { Api } from '../web-api/api-request.ts';
import type { RequestedImport } from './import-order.ts';

export type StartedImport = { readonly importJobId: string; readonly solution: string };

/** Writes the row of importjob that callers follow. A zip that cannot be opened throws here. */
export function startImport(api: Api, { zip, importJobId }: RequestedImport): StartedImport {
  const { uniqueName } = openSolution(zip);
  const id = importJobId ?? newGuid(api.org.clock.now());
  putJob(api, id, { name: 'Customizations', solutionname: uniqueName, progress: 0, startedon: now(api) });
  return { importJobId: id, solution: uniqueName };
}

/** Imports, and writes into the job how it ended. Throws what the import threw. */
export function finishImport(api: Api, order: RequestedImport, { importJobId, solution }: StartedImport): Imported {
  try {
    const imported = importSolution(api.org, api.imports.layers(), order);
    api.imports.settle(imported.layers, imported.changes);
    putJob(api, importJobId, { progress: 100, completedon: now(api), data: resultXml(solution, imported.kept) });
    return imported;
  } catch (error) {
    putJob(api, importJobId, { progress: 0, completedon: now(api), data: failureXml(solution, error) });
    throw error;
  }
}

function putJob({ org }: Api, id: string, values: Values): void {
  const before = org.store.rows('importjob').get(id)?.values ?? { createdon: toIsoTime(org.clock.now()) };
  org.store.apply([{ table: 'importjob', id, after: { id, version: 0n, values: { ...before, ...values } } }]);
}

function now({ org }: Api): string {
  return toIsoTime(org.clock.now());
}

/** The parts of the job's XML that tools read: the result of the manifest, and what this stand-in only keeps. */
function resultXml(solution: string, kept: readonly string[]): string {
  const warnings = kept.map((part) => `<keptComponent name="${escaped(part)}" />`).join('');
  return `<importexportxml succeeded="true" status="Import succeeded" progress="100" processed="true"><solutionManifests><solutionManifest id="${solution}" processed="true"><result result="success" errorcode="0" errortext="" /></solutionManifest></solutionManifests>${warnings}</importexportxml>`;
}

function failureXml(solution: string, error: unknown): string {
  const code = error instanceof DataverseError ? error.code.toUpperCase().replace('0X', '0x') : '0x80040216';
  const text = escaped(error instanceof Error ? error.message : String(error));
  return `<importexportxml succeeded="false" status="Import failed" processed="true"><solutionManifests><solutionManifest id="${solution}" processed="true"><result result="failure" errorcode="${code}" errortext="${text}" /></solutionManifest></solutionManifests></importexportxml>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
