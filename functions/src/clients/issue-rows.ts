import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';

const issueShape = z.object({
  assent_status: z.enum(['open', 'closed', 'dismissed']).catch('open'),
  assent_code: z.string().catch(''),
  assent_message: z.string().catch(''),
  assent_attempts: z.number().catch(0),
});

const active = { statecode: 0, statuscode: 1 };
const inactive = { statecode: 1, statuscode: 2 };

type Columns = {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly table?: string;
  readonly recordId?: string;
  readonly attempts?: number;
  readonly status?: string;
  readonly active?: boolean;
};

const dismissedShape = z.object({
  assent_issueid: z.string(),
  assent_table: z.string().nullish(),
  assent_recordid: z.string().nullish(),
});

/** Issue rows: what needs a person. */
export function issueRows(dataverse: Pick<Dataverse, 'query' | 'read' | 'write'>) {
  const path = (id: string) => `assent_issues(${id})`;
  return {
    readIssue: async (id: string) => {
      const row = await dataverse.read(`${path(id)}?$select=assent_status,assent_code,assent_message,assent_attempts`);
      if (row === 'absent') return undefined;
      const read = issueShape.parse(row);
      const { assent_status: status, assent_code: code, assent_message: message, assent_attempts: attempts } = read;
      return { status, code, message, attempts };
    },
    dismissed: async () => {
      const query =
        "assent_issues?$select=assent_table,assent_recordid&$filter=assent_status eq 'dismissed' and statecode eq 0";
      return (await dataverse.query(query)).map((row) => {
        const { assent_issueid: id, assent_table: named, assent_recordid: recordId } = dismissedShape.parse(row);
        const table = recordTables.find((each) => each === named);
        return { id, record: table && recordId ? { table, id: recordId } : undefined };
      });
    },
    createIssue: async (id: string, issue: Columns) => {
      await dataverse.write(path(id), toColumns({ ...issue, status: 'open' }), { 'if-none-match': '*' });
    },
    updateIssue: async (id: string, columns: Columns) => {
      await dataverse.write(path(id), toColumns(columns), { 'if-match': '*' });
    },
  };
}

function toColumns(columns: Columns): Readonly<Record<string, unknown>> {
  const named = {
    assent_name: columns.name,
    assent_code: columns.code,
    assent_message: columns.message,
    assent_table: columns.table,
    assent_recordid: columns.recordId,
    assent_attempts: columns.attempts,
    assent_status: columns.status,
  };
  const state = columns.active === undefined ? {} : columns.active ? active : inactive;
  return { ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)), ...state };
}
