import type { WebApiExecuteRequestMetadata } from 'dataverse-ify/lib/metadata/WebApiExecuteRequestMetadata';
import { OperationType } from 'dataverse-ify/lib/types/OperationType';
import { StructuralProperty } from 'dataverse-ify/lib/types/StructuralProperty';
import { WebApiExecuteRequestBase } from 'dataverse-ify/lib/types/WebApiExecuteRequest';
import type { Dynamics } from './dynamics.ts';

/** The most ids that one call takes. */
export const maxIds = 100;

/** The Custom API in the shape that dataverse-gen writes. */
const metadata: WebApiExecuteRequestMetadata = {
  operationName: 'assent_SyncRecord',
  operationType: OperationType.Action,
  parameterTypes: {
    Table: { typeName: 'Edm.String', structuralProperty: StructuralProperty.PrimitiveType },
    Ids: { typeName: 'Collection(Edm.String)', structuralProperty: StructuralProperty.Collection },
  },
};

/**
 * Asks the relay to look at 1 to 100 records of a table now. When this ends, the relay's queue has them: the step behind the Custom
 * API is synchronous. Fails as the Web API does: no privilege, no relay, no network.
 */
export async function syncRecord(
  { execute }: Pick<Dynamics, 'execute'>,
  table: string,
  ids: readonly string[],
): Promise<void> {
  await execute(new WebApiExecuteRequestBase(metadata, { Table: table, Ids: [...ids] }));
}

/** As we write ids everywhere: without braces, lower case. */
export function plainId(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}
