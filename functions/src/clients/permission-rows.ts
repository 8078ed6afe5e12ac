import type { Dataverse } from './dataverse.ts';
import { CallError } from './http.ts';

export type WrittenBack =
  | { readonly kind: 'written'; readonly version: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'retry'; readonly reason: string };

/** A recipient's withdrawal in the CRM: rows made a no over the version that was looked at, and never a new row. */
export function createWithdrawals(dataverse: Pick<Dataverse, 'revise'>) {
  return {
    withdrawRow: (id: string, version: string) => {
      const columns = { assent_granted: false, assent_source: 'recipient' };
      return revise(dataverse, `assent_permissions(${id})`, columns, version, 'assent_permissionid');
    },
    withdrawColumns: (change: {
      readonly table: string;
      readonly id: string;
      readonly version: string;
      readonly columns: Readonly<Record<string, false | null>>;
    }) => revise(dataverse, `${change.table}s(${change.id})`, change.columns, change.version, `${change.table}id`),
  };
}

async function revise(
  dataverse: Pick<Dataverse, 'revise'>,
  path: string,
  columns: Readonly<Record<string, unknown>>,
  version: string,
  select: string,
): Promise<WrittenBack> {
  try {
    const row = await dataverse.revise(path, columns, `W/"${version}"`, [select]);
    // Somebody wrote meanwhile: what they wrote brings an event of its own.
    if (row === 'precondition') return { kind: 'retry', reason: 'the row changed meanwhile' };
    return { kind: 'written', version: String(row['@odata.etag']).replaceAll(/\D/g, '') };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { status } = error;
    const isForGood = status !== undefined && status >= 400 && status < 500 && ![401, 408, 429].includes(status);
    return isForGood ? { kind: 'refused', code: error.message } : { kind: 'retry', reason: error.message };
  }
}
