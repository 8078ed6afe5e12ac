import type { Metadata, Table } from '../metadata.ts';
import { isRow, type Row, textOf } from '../row.ts';
import type { WebApi } from '../web-api.ts';
import { execute } from './execute.ts';
import { withoutBraces } from './guid.ts';
import { saveErrorOf } from './save-error.ts';

/**
 * `Xrm.WebApi` on the page's own door to the server. Errors are rejected as `{errorCode, message}` (client reference "Xrm.WebApi").
 */
export function createXrmWebApi(api: WebApi, metadata: Metadata) {
  const tableOf = (name: unknown): Table => {
    const table = metadata.find(String(name));
    if (!table) throw new Error(`The entity with a name = '${name}' was not found.`);
    return table;
  };
  const path = (name: unknown, id: unknown) => `${tableOf(name).entitySet}(${withoutBraces(String(id))})`;
  const refuseAsScript = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw saveErrorOf(error);
    }
  };
  const online = {
    createRecord: (name: unknown, record: unknown) =>
      refuseAsScript(async () => {
        const table = tableOf(name);
        const row = await api.create(table.entitySet, toBody(record));
        return { entityType: table.name, id: textOf(row, table.idColumn) };
      }),
    retrieveRecord: (name: unknown, id: unknown, options: unknown = '') =>
      refuseAsScript(() => api.read(`${path(name, id)}${options ?? ''}`)),
    retrieveMultipleRecords: (name: unknown, options: unknown = '', maxPageSize: unknown = 5000) =>
      refuseAsScript(async () => {
        const query = `${tableOf(name).entitySet}${readOptions(options)}`;
        const page = await api.list(query, typeof maxPageSize === 'number' ? maxPageSize : 5000);
        return { entities: page.rows, nextLink: page.nextLink };
      }),
    updateRecord: (name: unknown, id: unknown, record: unknown) =>
      refuseAsScript(async () => {
        await api.update(tableOf(name).entitySet, withoutBraces(String(id)), toBody(record));
        return { entityType: String(name), id: withoutBraces(String(id)) };
      }),
    deleteRecord: (name: unknown, id: unknown) =>
      refuseAsScript(async () => {
        await api.remove(tableOf(name).entitySet, withoutBraces(String(id)));
        return { entityType: String(name), id: withoutBraces(String(id)) };
      }),
    execute: (request: unknown) => refuseAsScript(() => execute(metadata, request)),
    executeMultiple: (requests: unknown) =>
      refuseAsScript(async () => {
        const answers: Response[] = [];
        for (const request of Array.isArray(requests) ? requests : []) answers.push(await execute(metadata, request));
        return answers;
      }),
    isAvailableOffline: () => false,
  };
  const offline = Object.fromEntries(Object.keys(online).map((name) => [name, () => Promise.reject(notOffline)]));
  return { ...online, online, offline: { ...offline, isAvailableOffline: () => false } };
}

const notOffline = { errorCode: 0, message: 'This client is not offline.' };

function toBody(record: unknown): Row {
  if (!isRow(record)) throw new Error('The record must be an object.');
  return record;
}

/** A FetchXML query is passed as `?fetchXml=…`, also unescaped. */
function readOptions(options: unknown): string {
  const text = String(options ?? '');
  const fetchXml = /^\?fetchXml=(<.*)$/s.exec(text)?.[1];
  return fetchXml === undefined ? text : `?fetchXml=${encodeURIComponent(fetchXml)}`;
}
