import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { newGuid, readGuid } from '../guid.ts';
import { importSolution } from '../import/import-solution.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Api, ApiRequest } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { jsonResponse, noContent } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

const bodySchema = z.looseObject({
  CustomizationFile: z.base64(),
  PublishWorkflows: z.boolean().default(false),
  OverwriteUnmanagedCustomizations: z.boolean().default(false),
  ImportJobId: z.guid().optional(),
});

/** Action ImportSolution: the zip as base64 in CustomizationFile; PublishWorkflows also enables the steps. */
export const importSolutionOperation: Operation = {
  name: 'ImportSolution',
  run: (api, request) => {
    importNow(api, request);
    return noContent();
  },
};

/** Action ImportSolutionAsync: done at once here; the job it names has succeeded when it is first read. */
export const importSolutionAsync: Operation = {
  name: 'ImportSolutionAsync',
  run: (api, request) => {
    const { importJobId, name } = importNow(api, request);
    const id = newGuid(api.org.clock.now());
    const now = toIsoTime(api.org.clock.now());
    const values = {
      name: `Import ${name}`,
      operationtype: 202,
      statecode: 3,
      statuscode: 30,
      createdon: now,
      startedon: now,
      completedon: now,
    };
    api.org.store.apply([{ table: 'asyncoperation', id, after: { id, version: 0n, values } }]);
    return jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.ImportSolutionAsyncResponse`,
      ImportJobKey: importJobId,
      AsyncOperationId: id,
    });
  },
};

function importNow(api: Api, request: ApiRequest) {
  const parsed = bodySchema.safeParse(readJsonObject(request.body));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
  const order = parsed.data;
  const zip = Buffer.from(order.CustomizationFile, 'base64');
  const imported = importSolution(api.org, zip, order.PublishWorkflows);
  api.imports.add(zip, imported.changes);
  const importJobId = readGuid(order.ImportJobId ?? '') ?? newGuid(api.org.clock.now());
  const now = toIsoTime(api.org.clock.now());
  const data = `<importexportxml succeeded="true" status="Import succeeded">${imported.kept.map((part) => `<kept>${part}</kept>`).join('')}</importexportxml>`;
  const values = {
    name: 'Customizations',
    solutionname: imported.solution,
    progress: 100,
    data,
    startedon: now,
    completedon: now,
  };
  api.org.store.apply([{ table: 'importjob', id: importJobId, after: { id: importJobId, version: 0n, values } }]);
  return { importJobId, name: imported.solution };
}
