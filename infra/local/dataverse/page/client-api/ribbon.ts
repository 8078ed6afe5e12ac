import { textOf } from '../row.ts';
import type { WebApi } from '../web-api.ts';

export type Bar = 'Form' | 'HomepageGrid' | 'SubGrid';

/** A call of a script, as a command or a rule of the ribbon has it. */
export type ScriptCall = {
  readonly functionName: string;
  readonly library: string;
  /** `CrmParameter` by its name, or a literal. */
  readonly parameters: readonly ({ readonly crm: string } | { readonly literal: unknown })[];
};

/** A rule that this page can check; every other one counts as met. */
export type Rule =
  | { readonly kind: 'selection'; readonly least: number; readonly most: number }
  | { readonly kind: 'state'; readonly state: string };

export type RibbonButton = {
  readonly id: string;
  readonly bar: Bar;
  readonly sequence: number;
  readonly label: string;
  readonly tip: string;
  /** Name of a web resource, '' without. */
  readonly image: string;
  readonly rules: readonly Rule[];
  readonly calls: readonly ScriptCall[];
};

/** The buttons that imported solutions add to the command bars of a table, in their order. */
export async function readRibbon(api: WebApi, table: string, languageId: number): Promise<readonly RibbonButton[]> {
  const { rows } = await api.list(`ribbondiffs?$filter=entity eq '${table}'`);
  return rows.flatMap((row) => readDiff(textOf(row, 'rdx'), languageId)).toSorted((a, b) => a.sequence - b.sequence);
}

function readDiff(text: string, languageId: number): readonly RibbonButton[] {
  const xml = new DOMParser().parseFromString(text, 'text/xml');
  return [...xml.querySelectorAll('CustomActions > CustomAction')].flatMap((action) => {
    const bar = barOf(action.getAttribute('Location') ?? '');
    const control = action.querySelector('CommandUIDefinition > Button');
    if (!bar || !control) return [];
    const command = byId(xml, 'CommandDefinition', control.getAttribute('Command') ?? '');
    return [
      {
        id: control.getAttribute('Id') ?? '',
        bar,
        sequence: Number(control.getAttribute('Sequence') ?? action.getAttribute('Sequence') ?? '0'),
        label: readLabel(xml, control.getAttribute('LabelText') ?? '', languageId),
        tip: readLabel(xml, control.getAttribute('ToolTipDescription') ?? '', languageId),
        image: withoutPrefix(control.getAttribute('ModernImage') ?? control.getAttribute('Image16by16') ?? ''),
        rules: [...(command?.querySelectorAll('EnableRules > EnableRule, DisplayRules > DisplayRule') ?? [])].flatMap(
          (rule) => readRules(xml, rule),
        ),
        calls: [...(command?.querySelectorAll('Actions > JavaScriptFunction') ?? [])].map(readCall),
      },
    ];
  });
}

/** `Mscrm.Form.contact.MainTab.…` */
function barOf(location: string): Bar | undefined {
  const name = /^Mscrm\.(Form|HomepageGrid|SubGrid)\./.exec(location)?.[1];
  return name === 'Form' || name === 'HomepageGrid' || name === 'SubGrid' ? name : undefined;
}

function byId(xml: Document, name: string, id: string): Element | undefined {
  return [...xml.querySelectorAll(name)].find((element) => element.getAttribute('Id') === id);
}

function withoutPrefix(name: string): string {
  return name.replace(/^\$webresource:/i, '');
}

/** `$LocLabels:id` in the person's language, else in English, else in the first there is; any other text is itself. */
function readLabel(xml: Document, text: string, languageId: number): string {
  const id = /^\$LocLabels:(.+)$/i.exec(text)?.[1];
  if (id === undefined) return text;
  const titles = [...(byId(xml, 'LocLabel', id)?.querySelectorAll('Title') ?? [])];
  const inLanguage = (language: number) => titles.find((one) => one.getAttribute('languagecode') === String(language));
  return (inLanguage(languageId) ?? inLanguage(1033) ?? titles[0])?.getAttribute('description') ?? id;
}

/** A command names rules by id; the definition of a rule may hold several steps, all of which must be met. */
function readRules(xml: Document, reference: Element): readonly Rule[] {
  const id = reference.getAttribute('Id') ?? '';
  if (id === 'Mscrm.SelectionCountExactlyOne') return [{ kind: 'selection', least: 1, most: 1 }];
  if (id === 'Mscrm.SelectionCountAtLeastOne') return [{ kind: 'selection', least: 1, most: Number.POSITIVE_INFINITY }];
  const definition = [...xml.querySelectorAll(`RuleDefinitions ${reference.tagName}`)].find(
    (rule) => rule.getAttribute('Id') === id,
  );
  return [...(definition?.children ?? [])].flatMap(readRule);
}

function readRule(step: Element): readonly Rule[] {
  if (step.tagName === 'FormStateRule') return [{ kind: 'state', state: step.getAttribute('State') ?? '' }];
  if (step.tagName !== 'SelectionCountRule') return [];
  const least = Number(step.getAttribute('Minimum') ?? '0');
  const most = step.getAttribute('Maximum');
  return [{ kind: 'selection', least, most: most === null ? Number.POSITIVE_INFINITY : Number(most) }];
}

function readCall(call: Element): ScriptCall {
  return {
    functionName: call.getAttribute('FunctionName') ?? '',
    library: withoutPrefix(call.getAttribute('Library') ?? ''),
    parameters: [...call.children].map(readParameter),
  };
}

function readParameter(parameter: Element) {
  const value = parameter.getAttribute('Value') ?? '';
  switch (parameter.tagName) {
    case 'CrmParameter':
      return { crm: value };
    case 'BoolParameter':
      return { literal: value === 'true' };
    case 'IntParameter':
    case 'DecimalParameter':
      return { literal: Number(value) };
    default:
      return { literal: value };
  }
}
