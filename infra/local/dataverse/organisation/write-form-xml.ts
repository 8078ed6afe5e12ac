import type { Column, Table } from '../schema/table.ts';

export type FormSection = {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly string[];
  /** Behind the columns. */
  readonly subgrid?: { readonly name: string; readonly table: string; readonly relationship: string };
};
export type FormTab = { readonly name: string; readonly label: string; readonly sections: readonly FormSection[] };

/** Controls by the class ids that every organisation has (schema FormXml.xsd, page "Form XML schema"). */
const textControl = '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}';
const subgridControl = '{E7A81278-8635-4d9e-8D4D-59480B391C5B}';
const controls: Partial<Record<Column['type'], string>> = {
  memo: '{E0DECE4B-6FC8-4a8f-A065-082708572369}',
  choice: '{3EF39988-22BB-4f0b-BBBE-64B5A3748AEE}',
  boolean: '{67FAC785-CD58-4f9f-ABB3-4B7DDC6ED5ED}',
  lookup: '{270BD3DB-D9AF-4782-9025-509E298DEC0A}',
  date: '{5B773807-9FB2-42db-97C3-7A91EFF8ADFF}',
  datetime: '{5B773807-9FB2-42db-97C3-7A91EFF8ADFF}',
};

/**
 * A form in the order of elements that exports have: tabs, header, footer, events, navigation. Its `onload` event already
 * has a script of the platform (`InternalHandlers`), as the forms every organisation comes with do; there is no `formLibraries`.
 */
export function writeFormXml(table: Table, tabs: readonly FormTab[], idOf: (part: string) => string): string {
  const script = `AppCommon/${table.name}/${table.name}_main_system_library.js`;
  const handler = `<Handler functionName="AppCommon.${table.name}.Instance.form_onload" libraryName="${script}" handlerUniqueId="{${idOf('handler')}}" enabled="true" />`;
  const events = `<events><event name="onload" application="true" active="true"><InternalHandlers>${handler}</InternalHandlers></event></events>`;
  return `<form><tabs>${tabs.map((tab) => tabXml(table, tab, idOf)).join('')}</tabs><header id="{${idOf('header')}}"><rows /></header><footer id="{${idOf('footer')}}"><rows /></footer>${events}<Navigation><NavBar /></Navigation></form>`;
}

function tabXml(table: Table, { name, label, sections }: FormTab, idOf: (part: string) => string): string {
  const parts = sections.map((section) => sectionXml(table, section, (part) => idOf(`${name} ${part}`))).join('');
  return `<tab name="${name}" id="{${idOf(name)}}" IsUserDefined="0" showlabel="true" expanded="true">${labelsXml(label)}<columns><column width="100%"><sections>${parts}</sections></column></columns></tab>`;
}

function sectionXml(table: Table, section: FormSection, idOf: (part: string) => string): string {
  const { name, label, columns, subgrid } = section;
  const cells = [
    ...columns.map((column) => cellXml(table, column, idOf)),
    ...(subgrid ? [subgridXml(subgrid, label, idOf)] : []),
  ];
  const rows = cells.map((cell) => `<row>${cell}</row>`).join('');
  return `<section name="${name}" showlabel="true" showbar="false" id="{${idOf(name)}}" IsUserDefined="0" columns="1">${labelsXml(label)}<rows>${rows}</rows></section>`;
}

function cellXml(table: Table, name: string, idOf: (part: string) => string): string {
  const column = table.columns.get(name);
  const control = (column && controls[column.type]) ?? textControl;
  return `<cell id="{${idOf(`${name} cell`)}}" showlabel="true">${labelsXml(column?.label ?? name)}<control id="${name}" classid="${control}" datafieldname="${name}" disabled="false" /></cell>`;
}

function subgridXml(
  { name, table, relationship }: NonNullable<FormSection['subgrid']>,
  label: string,
  idOf: (part: string) => string,
): string {
  const parameters = `<RelationshipName>${relationship}</RelationshipName><TargetEntityType>${table}</TargetEntityType><AutoExpand>Fixed</AutoExpand><RecordsPerPage>10</RecordsPerPage>`;
  return `<cell id="{${idOf(`${name} cell`)}}" showlabel="false">${labelsXml(label)}<control id="${name}" classid="${subgridControl}" indicationOfSubgrid="true"><parameters>${parameters}</parameters></control></cell>`;
}

function labelsXml(label: string): string {
  return `<labels><label description="${label}" languagecode="1033" /></labels>`;
}
