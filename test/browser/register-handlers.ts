import type { Organisation } from './start-organisation.ts';

type Registration = readonly [event: string, attribute: string, functionName: string, more: string];

/** As an installer does it: the form's XML is read, handlers are put in, and the form is published. */
export async function registerHandlers(
  organisation: Organisation,
  table: string,
  libraries: readonly string[],
  handlers: readonly Registration[],
): Promise<void> {
  const [form] = await organisation.list(
    `systemforms?$select=formxml&$filter=objecttypecode eq '${table}' and type eq 2 and isdefault eq true`,
  );
  const library = libraries
    .map((name) => `<Library name="${name}" libraryUniqueId="{${crypto.randomUUID()}}" />`)
    .join('');
  const names = [...new Set(handlers.map(([event, attribute]) => `${event}|${attribute}`))];
  const events = names.map((key) => {
    const [event = '', attribute = ''] = key.split('|');
    const own = handlers.filter(([name, column]) => name === event && column === attribute);
    const list = own.map(
      ([, , functionName, more]) =>
        `<Handler functionName="${functionName}" libraryName="${libraries[0]}" handlerUniqueId="{${crypto.randomUUID()}}" enabled="true" passExecutionContext="true" ${more} />`,
    );
    return `<event name="${event}" application="false" active="true" ${attribute ? `attribute="${attribute}"` : ''}><Handlers>${list.join('')}</Handlers></event>`;
  });
  const xml = String(form?.formxml).replace(
    '</events>',
    `${events.join('')}</events><formLibraries>${library}</formLibraries>`,
  );
  await organisation.update(`systemforms(${form?.formid})`, { formxml: xml });
  await organisation.call('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
}
