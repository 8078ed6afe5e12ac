import { jsonResponse, noContent } from '../web-api/respond.ts';
import { readImportOrder } from './import-order.ts';
import type { Operation } from './operation.ts';
import { finishImport, startImport } from './run-import.ts';
import { jobTypes, startSystemJob } from './system-job.ts';

/** Action ImportSolution: the zip as base64 in CustomizationFile; PublishWorkflows also enables the steps. */
export const importSolutionOperation: Operation = {
  name: 'ImportSolution',
  run: (api, request) => {
    const order = readImportOrder(api, request);
    finishImport(api, order, startImport(api, order));
    return noContent();
  },
};

/** Action StageAndUpgrade: the new version in the place of the old one; what it no longer has goes, data included. */
export const stageAndUpgrade: Operation = {
  name: 'StageAndUpgrade',
  run: (api, request) => {
    const order = readImportOrder(api, request, 'upgrade');
    const started = startImport(api, order);
    finishImport(api, order, started);
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.StageAndUpgradeResponse`,
      ImportJobId: started.importJobId,
    });
  },
};

/** Actions ImportSolutionAsync and StageAndUpgradeAsync: the answer names a system job and an import job; how it ends is in those. */
export const importSolutionAsync = asyncImport('ImportSolutionAsync');
export const stageAndUpgradeAsync = asyncImport('StageAndUpgradeAsync', 'upgrade');

function asyncImport(name: string, mode?: 'upgrade'): Operation {
  return {
    name,
    run: (api, request) => {
      const order = readImportOrder(api, request, mode);
      const started = startImport(api, order);
      const job = { name: `Import ${started.solution}`, type: jobTypes.importSolution };
      const id = startSystemJob(api.org, job, () => void finishImport(api, order, started));
      return jsonResponse(200, {
        '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.${name}Response`,
        ImportJobKey: started.importJobId,
        AsyncOperationId: id,
      });
    },
  };
}
