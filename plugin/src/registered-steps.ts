import { z } from 'zod';
import type { RegisteredStep } from './compare-steps.ts';

const rowShape = z.object({
  sdkmessageprocessingstepid: z.string().toLowerCase(),
  statecode: z.number(),
  filteringattributes: z.string().nullable().optional(),
  sdkmessageid: z.object({ name: z.string() }),
  sdkmessagefilterid: z.object({ primaryobjecttypecode: z.string() }).nullable().optional(),
});

/** The Web API query for every step that posts to a webhook. */
export function registeredStepsQuery(endpointId: string): string {
  const expand = 'sdkmessageid($select=name),sdkmessagefilterid($select=primaryobjecttypecode)';
  return `sdkmessageprocessingsteps?$select=sdkmessageprocessingstepid,statecode,filteringattributes&$expand=${expand}&$filter=_eventhandler_value eq ${endpointId}`;
}

/** Its rows in our words. A step without a message filter (a Custom API's) has the table `none`. */
export function readRegisteredSteps(rows: readonly unknown[]): readonly RegisteredStep[] {
  return z
    .array(rowShape)
    .parse(rows)
    .map((row) => ({
      id: row.sdkmessageprocessingstepid,
      table: row.sdkmessagefilterid?.primaryobjecttypecode ?? 'none',
      message: row.sdkmessageid.name,
      isOn: row.statecode === 0,
      filteringColumns: (row.filteringattributes ?? '').split(',').filter((column) => column !== ''),
    }));
}
