import { textOf } from '../row.ts';
import type { WebApi } from '../web-api.ts';

/** A function that a form's XML names for an event. */
export type FormHandler = {
  readonly functionName: string;
  readonly library: string;
  readonly passContext: boolean;
  /** What is passed behind the context. */
  readonly parameters: readonly unknown[];
};

export type FormEvent = {
  readonly name: string;
  /** For `onchange`: the column. */
  readonly attribute: string;
  readonly handlers: readonly FormHandler[];
};

/** A form, with what its XML says about scripts. */
export type FormDefinition = {
  readonly id: string;
  readonly name: string;
  readonly libraries: readonly string[];
  readonly events: readonly FormEvent[];
  /** Absent where a table has no such form. */
  readonly xml?: Document;
};

/** Choice column `type` of systemform. */
export const formTypes = { main: 2, quickCreate: 7 } as const;
export type FormType = (typeof formTypes)[keyof typeof formTypes];

const noForm: FormDefinition = { id: '', name: '', libraries: [], events: [] };

/** The form of a table: its default one, else the first by name. */
export async function readFormDefinition(api: WebApi, table: string, type: FormType): Promise<FormDefinition> {
  const filter = encodeURIComponent(`objecttypecode eq '${table}' and type eq ${type} and formactivationstate eq 1`);
  const { rows } = await api.list(`systemforms?$filter=${filter}&$orderby=name`);
  const row = rows.find(({ isdefault }) => isdefault === true) ?? rows[0];
  if (!row) return noForm;
  const xml = new DOMParser().parseFromString(textOf(row, 'formxml'), 'text/xml');
  return {
    id: textOf(row, 'formid'),
    name: textOf(row, 'name'),
    xml,
    libraries: [...xml.querySelectorAll('form > formLibraries > Library')].map((one) => one.getAttribute('name') ?? ''),
    events: [...xml.querySelectorAll('form > events > event')].map(toEvent),
  };
}

/** `InternalHandlers` are the platform's own scripts; a handler runs when it is enabled (schema FormXml.xsd). */
function toEvent(event: Element): FormEvent {
  return {
    name: (event.getAttribute('name') ?? '').toLowerCase(),
    attribute: event.getAttribute('attribute') ?? '',
    handlers: [...event.querySelectorAll(':scope > Handlers > Handler')]
      .filter((handler) => handler.getAttribute('enabled') !== 'false')
      .map((handler) => ({
        functionName: handler.getAttribute('functionName') ?? '',
        library: handler.getAttribute('libraryName') ?? '',
        passContext: handler.getAttribute('passExecutionContext') === 'true',
        parameters: readParameters(handler.getAttribute('parameters') ?? ''),
      })),
  };
}

/** A list of literals as one types it behind a handler: `"contact", 3`. What is none is passed as the text it is. */
function readParameters(text: string): readonly unknown[] {
  if (text.trim() === '') return [];
  try {
    const values: unknown = JSON.parse(`[${text.replaceAll("'", '"')}]`);
    return Array.isArray(values) ? values : [text];
  } catch {
    return [text];
  }
}
