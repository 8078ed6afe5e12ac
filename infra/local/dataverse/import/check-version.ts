import { DataverseError } from '../errors.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { type Row, textOf } from '../store/row.ts';
import type { SolutionFile } from './solution-file.ts';

/** How a zip comes in: over what is there, in its place, or beside it until it is promoted. */
export type ImportMode = 'update' | 'upgrade' | 'holding';

/** The row of a solution by its unique name. */
export function solutionNamed(org: Organisation, uniqueName: string): Row | undefined {
  return [...org.store.rows('solution').all()].find((row) => textOf(row, 'uniquename') === uniqueName);
}

/** Refuses a zip that does not go with the solution that is there (error codes ImportSolution…Mismatch, ImportSolutionError). */
export function checkVersion(org: Organisation, file: SolutionFile, mode: ImportMode): void {
  const installed = solutionNamed(org, file.uniqueName);
  const fail = (code: string, message: string) => new DataverseError(400, code, message);
  if (!installed) {
    if (mode !== 'holding') return;
    throw fail(
      '0x80048033',
      `Solution ${file.uniqueName} is not installed, so there is nothing to hold an upgrade for.`,
    );
  }
  const managed = installed.values.ismanaged === true;
  if (mode !== 'update' && !(managed && file.managed)) {
    throw fail('0x80048033', 'The imported solution and the existing solution must both be managed for upgrade.');
  }
  if (managed !== file.managed) throw fail(managed ? '0x80048041' : '0x80048040', mismatch(managed));
  const order = compareVersions(file.version, textOf(installed, 'version'));
  if (order < 0 || (order === 0 && mode !== 'update')) {
    throw fail(
      '0x80048033',
      `The import solution must have a higher version than the existing solution it is upgrading. Existing: ${textOf(installed, 'version')}, imported: ${file.version}.`,
    );
  }
}

function mismatch(managed: boolean): string {
  const [there, given] = managed ? ['a managed', 'unmanaged'] : ['an unmanaged', 'managed'];
  return `Solution manifest import: FAILURE: The solution is already installed on this system as ${there} solution and the package supplied is attempting to install it in ${given} mode. Import can only update solutions when the modes match. Uninstall the current solution and try again.`;
}

/** Version numbers have up to four parts; a missing one counts as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 4; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
