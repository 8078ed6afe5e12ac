import type { LookupColumn, Option } from './form-layout.ts';
import { isRow, numberOf, type Row, rowsOf, textOf } from './row.ts';
import { type WebApi, WebApiError } from './web-api.ts';

/** What `Attributes` does not say of a choice or lookup column. */
export type ColumnDetails = {
  readonly options?: readonly Option[];
  readonly target?: { readonly table: string; readonly bind: string };
};

export const noDetails: ColumnDetails = {};

/** A relationship of one to many, from its parent: which table's lookup makes it. */
export type Child = { readonly table: string; readonly lookup: LookupColumn };

const metadataNamespace = 'Microsoft.Dynamics.CRM';
const definitionOf = (table: string) => `EntityDefinitions(LogicalName='${table}')`;

/**
 * Options of the choice columns and targets of the lookups of a table, by column; the first target where there are several. A server
 * that cannot say leaves the map without them (learn.microsoft.com, "Query table definitions using the Web API", casting to derived
 * attribute types).
 */
export async function readColumnDetails(api: WebApi, table: string): Promise<ReadonlyMap<string, ColumnDetails>> {
  const choicesPath = `${definitionOf(table)}/Attributes/${metadataNamespace}.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)`;
  const [choices, lookups] = await Promise.all([
    rowsIfKnown(api, choicesPath),
    rowsIfKnown(
      api,
      `${definitionOf(table)}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
    ),
  ]);
  // The last entry of a key stands in a map, so the first target comes last.
  return new Map([...choices.map(toOptions), ...lookups.map(toTarget).toReversed()]);
}

/** The relationships in which the table is the parent, by their name, which is what a sub-grid of a form says. */
export async function readChildren(api: WebApi, table: string): Promise<ReadonlyMap<string, Child>> {
  const select = 'SchemaName,ReferencingEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName';
  const rows = await rowsIfKnown(api, `${definitionOf(table)}/OneToManyRelationships?$select=${select}`);
  return new Map(
    rows.map((row) => {
      const lookup = {
        column: textOf(row, 'ReferencingAttribute'),
        bind: textOf(row, 'ReferencingEntityNavigationPropertyName'),
      };
      return [textOf(row, 'SchemaName'), { table: textOf(row, 'ReferencingEntity'), lookup }];
    }),
  );
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

function toTarget(row: Row): readonly [string, ColumnDetails] {
  const bind = textOf(row, 'ReferencingEntityNavigationPropertyName');
  return [textOf(row, 'ReferencingAttribute'), { target: { table: textOf(row, 'ReferencedEntity'), bind } }];
}
