import { strFromU8 } from 'fflate';
import { guidOf } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, numberIn, readXml, textIn, type Xml } from './xml.ts';

/**
 * Folder `customapis/<name>/…`. The message of a Custom API is made at import, with an id of its own in every organisation, so a
 * step on it cannot be in the zip. `organizationId` makes ours differ too.
 */
export function readCustomApis({ files }: SolutionFile, organizationId: string): readonly ComponentRow[] {
  return [...files.keys()].flatMap((path) => {
    const name = /^customapis\/([^/]+)\/customapi\.xml$/.exec(path)?.[1];
    return name === undefined ? [] : readCustomApi(files, name, organizationId);
  });
}

function readCustomApi(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  organizationId: string,
): readonly ComponentRow[] {
  const part = readFile(files, `customapis/${folder}/customapi.xml`);
  const uniquename = part.attributes.uniquename ?? folder;
  const id = guidOf(`customapi ${uniquename}`);
  const messageId = guidOf(`sdkmessage ${organizationId} ${uniquename}`);
  const api: ComponentRow = {
    table: 'customapi',
    id,
    values: filled({
      uniquename,
      name: textIn(part, 'name'),
      displayname: child(part, 'displayname')?.attributes.default,
      description: child(part, 'description')?.attributes.default,
      bindingtype: numberIn(part, 'bindingtype'),
      boundentitylogicalname: textIn(part, 'boundentitylogicalname'),
      isfunction: textIn(part, 'isfunction') === '1',
      isprivate: textIn(part, 'isprivate') === '1',
      allowedcustomprocessingsteptype: numberIn(part, 'allowedcustomprocessingsteptype'),
      executeprivilegename: textIn(part, 'executeprivilegename'),
      sdkmessageid: { table: 'sdkmessage', id: messageId },
      statecode: 0,
      statuscode: 1,
    }),
  };
  const message: ComponentRow = {
    table: 'sdkmessage',
    id: messageId,
    values: { name: uniquename, isactive: true, isprivate: textIn(part, 'isprivate') === '1' },
  };
  const parameters = ['customapirequestparameter', 'customapiresponseproperty'].flatMap((table) =>
    [...files.keys()]
      .filter((path) => path.startsWith(`customapis/${folder}/`) && path.endsWith(`/${table}.xml`))
      .map((path) => readParameter(readFile(files, path), table, id)),
  );
  return [message, api, ...parameters];
}

function readParameter(part: Xml, table: string, apiId: string): ComponentRow {
  const uniquename = part.attributes.uniquename ?? '';
  return {
    table,
    id: guidOf(`${table} ${apiId} ${uniquename}`),
    values: filled({
      uniquename,
      name: textIn(part, 'name'),
      displayname: child(part, 'displayname')?.attributes.default,
      description: child(part, 'description')?.attributes.default,
      logicalentityname: textIn(part, 'logicalentityname'),
      type: numberIn(part, 'type'),
      ...(table === 'customapirequestparameter' && { isoptional: textIn(part, 'isoptional') === '1' }),
      customapiid: { table: 'customapi', id: apiId },
    }),
  };
}

function readFile(files: ReadonlyMap<string, Uint8Array>, path: string): Xml {
  return readXml(strFromU8(files.get(path) ?? new Uint8Array()));
}
