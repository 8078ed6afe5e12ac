import { z } from 'zod';
import { badRequest } from '../errors.ts';
import type { ImportMode } from '../import/check-version.ts';
import { textOf } from '../store/row.ts';
import type { Api, ApiRequest } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';

const bodySchema = z.looseObject({
  CustomizationFile: z.base64().optional(),
  SolutionParameters: z.looseObject({ StageSolutionUploadId: z.guid().optional() }).optional(),
  PublishWorkflows: z.boolean().default(false),
  OverwriteUnmanagedCustomizations: z.boolean().default(false),
  HoldingSolution: z.boolean().default(false),
  ImportJobId: z.guid().optional(),
});

export type RequestedImport = {
  readonly zip: Uint8Array;
  readonly activateSteps: boolean;
  readonly mode: ImportMode;
  readonly importJobId: string | undefined;
};

/** The body of ImportSolution and its kin: the zip as base64, or the id under which StageSolution keeps it. */
export function readImportOrder(api: Api, request: ApiRequest, mode?: ImportMode): RequestedImport {
  const parsed = bodySchema.safeParse(readJsonObject(request.body));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
  const order = parsed.data;
  return {
    zip: Buffer.from(
      order.CustomizationFile ?? stagedFile(api, order.SolutionParameters?.StageSolutionUploadId),
      'base64',
    ),
    activateSteps: order.PublishWorkflows,
    mode: mode ?? (order.HoldingSolution ? 'holding' : 'update'),
    importJobId: order.ImportJobId?.toLowerCase(),
  };
}

function stagedFile(api: Api, id: string | undefined): string {
  const row = api.org.store.rows('stagesolutionupload').get((id ?? '').toLowerCase());
  if (!row)
    throw badRequest(
      'CustomizationFile is missing, and StageSolutionUploadId names nothing that was staged.',
      '0x80048d19',
    );
  return textOf(row, 'solutionfile');
}
