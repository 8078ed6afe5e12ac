import { labels } from './labels-xml.ts';
import type { Label } from './table.ts';
import { element, type Xml } from './xml.ts';

export type Button = {
  readonly name: string;
  readonly label: Label;
  /** What a person reads when the mouse rests on it. */
  readonly tip: Label;
  /** Function in the library, reachable by this dotted name. */
  readonly functionName: string;
  readonly library: string;
  readonly icon: string;
  /** How many records may be selected in a list. */
  readonly maxSelected: number;
};

/** A command bar: where it is, and what its buttons hand to the function. */
const bars = [
  { bar: 'Form', group: 'Mscrm.Form.{table}.MainTab.Actions', parameters: ['PrimaryControl'] },
  { bar: 'HomepageGrid', group: 'Mscrm.HomepageGrid.{table}.MainTab.Management', parameters: ofList() },
  { bar: 'SubGrid', group: 'Mscrm.SubGrid.{table}.MainTab.Management', parameters: ofList() },
] as const;

type Bar = (typeof bars)[number];

function ofList() {
  return ['SelectedControl', 'SelectedControlSelectedItemIds', 'SelectedEntityTypeName'] as const;
}

/** `<RibbonDiffXml>` of a table: each button on the form, in the list and in sub-grids. */
export function ribbonXml(table: string, buttons: readonly Button[]): Xml {
  const placed = buttons.flatMap((button, place) => bars.map((bar) => ({ table, button, bar, place })));
  return element('RibbonDiffXml', {}, [
    element('CustomActions', {}, placed.map(customActionXml)),
    element('Templates', {}, [element('RibbonTemplates', { Id: 'Mscrm.Templates' })]),
    element('CommandDefinitions', {}, placed.map(commandXml)),
    element('RuleDefinitions', {}, [
      element('TabDisplayRules'),
      element('DisplayRules'),
      element('EnableRules', {}, placed.map(enableRuleXml)),
    ]),
    element(
      'LocLabels',
      {},
      buttons.flatMap((button) => [
        locLabel(table, button, 'Label', button.label),
        locLabel(table, button, 'Tip', button.tip),
      ]),
    ),
  ]);
}

type Placed = { readonly table: string; readonly button: Button; readonly bar: Bar; readonly place: number };

function idOf({ table, button, bar }: Placed, kind: string): string {
  return `assent.${table}.${bar.bar}.${button.name}.${kind}`;
}

function customActionXml(placed: Placed): Xml {
  const { table, button, bar, place } = placed;
  const sequence = 90 + place;
  const label = `$LocLabels:assent.${table}.${button.name}.Label`;
  const attributes = {
    Id: idOf(placed, 'Button'),
    Command: idOf(placed, 'Command'),
    Sequence: sequence,
    Alt: label,
    LabelText: label,
    ToolTipTitle: label,
    ToolTipDescription: `$LocLabels:assent.${table}.${button.name}.Tip`,
    TemplateAlias: 'o1',
    ModernImage: `$webresource:${button.icon}`,
  };
  const location = `${bar.group.replace('{table}', table)}.Controls._children`;
  return element('CustomAction', { Id: idOf(placed, 'CustomAction'), Location: location, Sequence: sequence }, [
    element('CommandUIDefinition', {}, [element('Button', attributes)]),
  ]);
}

function commandXml(placed: Placed): Xml {
  const { button, bar } = placed;
  const parameters = bar.parameters.map((value) => element('CrmParameter', { Value: value }));
  return element('CommandDefinition', { Id: idOf(placed, 'Command') }, [
    element('EnableRules', {}, [element('EnableRule', { Id: idOf(placed, 'EnableRule') })]),
    element('DisplayRules'),
    element('Actions', {}, [
      element(
        'JavaScriptFunction',
        { FunctionName: button.functionName, Library: `$webresource:${button.library}` },
        parameters,
      ),
    ]),
  ]);
}

/** On a form: once the record is saved. In a list: with at least one record selected. */
function enableRuleXml(placed: Placed): Xml {
  const rule =
    placed.bar.bar === 'Form'
      ? element('FormStateRule', { State: 'Existing' })
      : element('SelectionCountRule', { AppliesTo: 'SelectedEntity', Minimum: 1, Maximum: placed.button.maxSelected });
  return element('EnableRule', { Id: idOf(placed, 'EnableRule') }, [rule]);
}

function locLabel(table: string, button: Button, kind: string, label: Label): Xml {
  return element('LocLabel', { Id: `assent.${table}.${button.name}.${kind}` }, [
    element('Titles', {}, labels('Title', label)),
  ]);
}
