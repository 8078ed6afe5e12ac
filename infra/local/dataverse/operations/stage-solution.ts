import { z } from 'zod';
import { badRequest, DataverseError } from '../errors.ts';
import { newGuid } from '../guid.ts';
import { checkVersion } from '../import/check-version.ts';
import { missingDependenciesError } from '../import/import-solution.ts';
import { missingDependencies } from '../import/missing-dependencies.ts';
import { planImport } from '../import/plan-import.ts';
import { openSolution, type SolutionFile } from '../import/solution-file.ts';
import type { Api } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** Action StageSolution: keeps the zip and says what would go wrong; ImportSolutionAsync then takes it by StageSolutionUploadId. */
export const stageSolution: Operation = {
  name: 'StageSolution',
  run: (api, request) => {
    const parsed = z.object({ CustomizationFile: z.base64() }).safeParse(readJsonObject(request.body));
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
    const { CustomizationFile } = parsed.data;
    const file = openSolution(Buffer.from(CustomizationFile, 'base64'));
    const missing = missingDependencies(api.org, file, planImport(api.org, file));
    const problems = [
      ...versionProblems(api, file),
      ...(missing.length > 0 ? [missingDependenciesError(file, missing)] : []),
    ];
    const id = newGuid(api.org.clock.now());
    const values = { name: file.uniqueName, solutionuniquename: file.uniqueName, solutionfile: CustomizationFile };
    api.org.store.apply([{ table: 'stagesolutionupload', id, after: { id, version: 0n, values } }]);
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.StageSolutionResponse`,
      StageSolutionResults: {
        StageSolutionUploadId: id,
        StageSolutionStatus: problems.length === 0 ? 'Passed' : 'Failed',
        SolutionValidationResults: problems.map(({ message, code }) => ({
          SolutionValidationResultType: 'Error',
          Message: message,
          ErrorCode: Number.parseInt(code, 16) | 0,
          AdditionalInfo: null,
        })),
        MissingDependencies: missing,
        SolutionDetails: {
          SolutionUniqueName: file.uniqueName,
          SolutionFriendlyName: file.friendlyName,
          SolutionVersion: file.version,
          IsManaged: file.managed,
        },
      },
    });
  },
};

function versionProblems({ org }: Api, file: SolutionFile) {
  try {
    checkVersion(org, file, 'update');
    return [];
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    return [{ message: error.message, code: error.code }];
  }
}
