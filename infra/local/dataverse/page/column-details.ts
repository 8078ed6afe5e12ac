import type { Option } from './form-layout.ts';
import { isRow, numberOf, type Row, rowsOf, textOf } from './row.ts';
import { type WebApi, WebApiError } from './web-api.ts';

/** What `Attributes` does not say of a choice or lookup column. */
export type ColumnDetails = {
  readonly options?: readonly Option[];
  readonly target?: { readonly table: string; readonly bind: string };
};

export const noDetails: ColumnDetails = {};

const metadataNamespace = 'Microsoft.Dynamics.CRM';

/**
 * Options of the choice columns and targets of the lookups of a table, by column. A server that cannot say leaves the map
 * without them (learn.microsoft.com, "Query table definitions using the Web API", casting to derived attribute types).
 */
export async function readColumnDetails(api: WebApi, table: string): Promise<ReadonlyMap<string, ColumnDetails>> {
  const attributes = `EntityDefinitions(LogicalName='${table}')/Attributes/${metadataNamespace}`;
  const [choices, lookups] = await Promise.all([
    rowsIfKnown(api, `${attributes}.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)`),
    rowsIfKnown(api, `${attributes}.LookupAttributeMetadata?$select=LogicalName,Targets`),
  ]);
  return new Map([...choices.map(toOptions), ...lookups.map(toTarget)]);
}

async function rowsIfKnown(api: WebApi, path: string): Promise<readonly Row[]> {
  try {
    return rowsOf((await api.read(path)).value);
  } catch (error) {
    if (error instanceof WebApiError && [400, 404, 501].includes(error.status)) return [];
    throw error;
  }
}

function toOptions(row: Row): readonly [string, ColumnDetails] {
  const set = isRow(row.OptionSet) ? rowsOf(row.OptionSet.Options) : [];
  const options = set.map((option) => {
    const value = numberOf(option, 'Value') ?? 0;
    const label = isRow(option.Label) && isRow(option.Label.UserLocalizedLabel) ? option.Label.UserLocalizedLabel : {};
    return { value, label: textOf(label, 'Label') || String(value) };
  });
  return [textOf(row, 'LogicalName'), { options }];
}

/** Custom lookups bind by the column's schema name; publishers here write it in lower case, so it equals the logical name. */
function toTarget(row: Row): readonly [string, ColumnDetails] {
  const column = textOf(row, 'LogicalName');
  const [table] = Array.isArray(row.Targets) ? row.Targets.map(String) : [];
  return [column, table ? { target: { table, bind: column } } : noDetails];
}
