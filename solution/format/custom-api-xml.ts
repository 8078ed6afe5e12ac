import { labels } from './labels-xml.ts';
import type { Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

export type CustomApi = {
  readonly uniqueName: string;
  readonly label: Label;
  readonly description: Label;
  /** Types by Dataverse's numbers: 10 String, 11 StringArray. */
  readonly parameters: readonly { readonly name: string; readonly type: 10 | 11; readonly description: Label }[];
};

/** The files of a Custom API without plug-in, by path in the zip. Only webhook steps give it a meaning. */
export function customApiFiles(api: CustomApi): Readonly<Record<string, Xml>> {
  const folder = `customapis/${api.uniqueName}`;
  const files: Record<string, Xml> = { [`${folder}/customapi.xml`]: customApiXml(api) };
  for (const parameter of api.parameters) {
    files[`${folder}/customapirequestparameters/${parameter.name}/customapirequestparameter.xml`] = element(
      'customapirequestparameter',
      { uniquename: parameter.name },
      [
        ...described(parameter.description, { en: parameter.name, nl: parameter.name }),
        text('iscustomizable', 0),
        text('isoptional', 0),
        text('name', parameter.name),
        text('type', parameter.type),
      ],
    );
  }
  return files;
}

function customApiXml(api: CustomApi): Xml {
  return element('customapi', { uniquename: api.uniqueName }, [
    // Synchronous and asynchronous steps are allowed on it.
    text('allowedcustomprocessingsteptype', 2),
    text('bindingtype', 0),
    ...described(api.description, api.label),
    text('iscustomizable', 0),
    text('isfunction', 0),
    text('isprivate', 0),
    text('name', api.label.en),
    text('workflowsdkstepenabled', 0),
  ]);
}

function described(description: Label, name: Label): readonly Xml[] {
  return [
    element('description', { default: description.en }, labels('label', description)),
    element('displayname', { default: name.en }, labels('label', name)),
  ];
}
