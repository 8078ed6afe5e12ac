export type FormSection = { readonly name: string; readonly label: string; readonly columns: readonly string[] };
export type FormTab = { readonly name: string; readonly label: string; readonly sections: readonly FormSection[] };

/** The control of a single-line text, as forms name it. */
const textControl = '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}';

/**
 * A main form in the order of elements that exports have: tabs, header, footer, events, navigation. Its `onload` event already
 * has a script of the platform (`InternalHandlers`), as the forms every organisation comes with do; there is no `formLibraries`.
 */
export function writeFormXml(table: string, tabs: readonly FormTab[], idOf: (part: string) => string): string {
  const script = `AppCommon/${table}/${table}_main_system_library.js`;
  const handler = `<Handler functionName="AppCommon.${table}.Instance.form_onload" libraryName="${script}" handlerUniqueId="{${idOf('handler')}}" enabled="true" />`;
  const events = `<events><event name="onload" application="true" active="true"><InternalHandlers>${handler}</InternalHandlers></event></events>`;
  return `<form><tabs>${tabs.map((tab) => tabXml(tab, idOf)).join('')}</tabs><header id="{${idOf('header')}}"><rows /></header><footer id="{${idOf('footer')}}"><rows /></footer>${events}<Navigation><NavBar /></Navigation></form>`;
}

function tabXml({ name, label, sections }: FormTab, idOf: (part: string) => string): string {
  const parts = sections.map((section) => sectionXml(section, (part) => idOf(`${name} ${part}`))).join('');
  return `<tab name="${name}" id="{${idOf(name)}}" IsUserDefined="0" showlabel="true" expanded="true">${labelsXml(label)}<columns><column width="100%"><sections>${parts}</sections></column></columns></tab>`;
}

function sectionXml({ name, label, columns }: FormSection, idOf: (part: string) => string): string {
  const rows = columns.map((column) => `<row>${cellXml(column, idOf)}</row>`).join('');
  return `<section name="${name}" showlabel="true" showbar="false" id="{${idOf(name)}}" IsUserDefined="0" columns="1">${labelsXml(label)}<rows>${rows}</rows></section>`;
}

function cellXml(column: string, idOf: (part: string) => string): string {
  return `<cell id="{${idOf(`${column} cell`)}}" showlabel="true">${labelsXml(column)}<control id="${column}" classid="${textControl}" datafieldname="${column}" disabled="false" /></cell>`;
}

function labelsXml(label: string): string {
  return `<labels><label description="${label}" languagecode="1033" /></labels>`;
}
