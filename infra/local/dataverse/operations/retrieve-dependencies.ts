import { badRequest } from '../errors.ts';
import { guidOf } from '../guid.ts';
import { solutionNamed } from '../import/check-version.ts';
import { keyOf } from '../import/components.ts';
import { dependenciesOfSolution } from '../import/dependencies.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** Function RetrieveDependenciesForUninstall(SolutionUniqueName='…'): what keeps a solution from being uninstalled. */
export const retrieveDependenciesForUninstall: Operation = {
  name: 'RetrieveDependenciesForUninstall',
  run: (api, request, segment) => {
    const name = readName(segment.key ?? '', request.query);
    if (!solutionNamed(api.org, name)) throw badRequest(`Solution ${name} is not installed.`, '0x80048033');
    const found = dependenciesOfSolution(api.org, api.imports.layers(), name);
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#dependencies`,
      value: found.map(({ component, dependent }) => ({
        dependencyid: guidOf(`dependency ${keyOf(component)} ${dependent}`),
        dependencytype: 2,
        requiredcomponenttype: component.type,
        requiredcomponentobjectid: guidOf(keyOf(component)),
        requiredcomponentbasesolutionid: guidOf(`solution ${name}`),
        dependentcomponentbasesolutionid: guidOf(`solution ${dependent}`),
      })),
    });
  },
};

/** `SolutionUniqueName='x'`, or `SolutionUniqueName=@p` with `@p='x'` in the query. */
function readName(text: string, query: ReadonlyMap<string, string>): string {
  const given = /^SolutionUniqueName=(.+)$/.exec(text.trim())?.[1] ?? '';
  const value = given.startsWith('@') ? (query.get(given) ?? '') : given;
  return value.replace(/^'|'$/g, '');
}
