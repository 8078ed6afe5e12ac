import type { Command } from '../command-bar.ts';
import type { Table } from '../metadata.ts';
import { type Row, textOf } from '../row.ts';
import { rowName } from '../row-name.ts';
import { findFunction } from './find-function.ts';
import { toBraces } from './guid.ts';
import type { RibbonButton, Rule, ScriptCall } from './ribbon.ts';
import type { ClientApi } from './xrm.ts';

/** Where a button stands: what a command is handed comes from here. */
export type RibbonPlace = {
  readonly table: Table;
  /** On a form, and in a sub-grid on it: its context. */
  readonly formContext?: unknown;
  /** On a form: `Create`, `Existing` or `Disabled`. */
  readonly formState?: string;
  /** On a list or sub-grid: its control; `rows` are those that are ticked. */
  readonly gridControl?: unknown;
  readonly rows: readonly Row[];
};

/** The buttons of solutions whose rules are met, as commands of the bar. What goes wrong in a script is told by `onError`. */
export function ribbonCommands(
  client: ClientApi,
  buttons: readonly RibbonButton[],
  place: RibbonPlace,
  onError: (error: unknown) => void,
): readonly Command[] {
  return buttons
    .filter(({ rules }) => rules.every((rule) => isMet(rule, place)))
    .map((button) => ({
      name: button.id,
      label: button.label,
      tip: button.tip,
      icon: button.image === '' ? 'script' : { address: client.libraries.addressOf(button.image) },
      run: async () => {
        try {
          for (const call of button.calls) await runCall(client, call, place);
        } catch (error) {
          onError(error);
        }
      },
    }));
}

function isMet(rule: Rule, { rows, formState, gridControl }: RibbonPlace): boolean {
  if (rule.kind === 'state') return formState === undefined || formState === rule.state;
  return gridControl === undefined || (rows.length >= rule.least && rows.length <= rule.most);
}

async function runCall(client: ClientApi, call: ScriptCall, place: RibbonPlace): Promise<void> {
  if (call.library !== '') await client.libraries.load([call.library]);
  const values = call.parameters.map((one) => ('crm' in one ? crmParameter(one.crm, place) : one.literal));
  await findFunction(call.functionName)(...values);
}

/** The values of `CrmParameter` that this page has; any other is null. */
function crmParameter(name: string, place: RibbonPlace): unknown {
  const { table, rows } = place;
  const ids = () => rows.map((row) => toBraces(textOf(row, table.idColumn)));
  switch (name) {
    case 'PrimaryControl':
      return place.formContext ?? place.gridControl ?? null;
    case 'SelectedControl':
      return place.gridControl ?? place.formContext ?? null;
    case 'FirstSelectedItemId':
    case 'FirstPrimaryItemId':
      return ids()[0] ?? null;
    case 'PrimaryItemIds':
    case 'SelectedControlSelectedItemIds':
      return ids();
    case 'SelectedControlSelectedItemReferences':
      return rows.map((row) => ({
        Id: toBraces(textOf(row, table.idColumn)),
        Name: rowName(table, row),
        TypeName: table.name,
      }));
    case 'SelectedControlSelectedItemCount':
      return rows.length;
    case 'SelectedEntityTypeName':
    case 'PrimaryEntityTypeName':
      return table.name;
    default:
      return null;
  }
}
