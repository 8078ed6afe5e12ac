import type { Metadata } from '../metadata.ts';
import { isRow, type Row, textOf } from '../row.ts';
import { readError, sendTo } from '../web-api.ts';
import { withoutBraces } from './guid.ts';

const operationTypes = { action: 0, fn: 1 } as const;

/**
 * `Xrm.WebApi.execute` of actions and functions, bound or not: the request says by `getMetadata()` what it is (client reference
 * "execute"). Create, Update and the like (operationType 2) have methods of their own and are refused here.
 */
export async function execute(metadata: Metadata, request: unknown): Promise<Response> {
  if (!isRow(request)) throw new Error('execute wants a request object.');
  const describe = request.getMetadata;
  const described: unknown = typeof describe === 'function' ? Reflect.apply(describe, request, []) : undefined;
  if (!isRow(described)) throw new Error('The request has no getMetadata().');
  const name = textOf(described, 'operationName');
  const bound = described.boundParameter;
  const names = isRow(described.parameterTypes) ? Object.keys(described.parameterTypes) : [];
  const given = Object.fromEntries(
    names.filter((key) => key !== bound && request[key] !== undefined).map((key) => [key, request[key]]),
  );
  const path = typeof bound === 'string' ? `${rowPath(metadata, request[bound])}/Microsoft.Dynamics.CRM.${name}` : name;
  const response = await send(described.operationType, path, given);
  if (!response.ok) throw await readError(response);
  return response;
}

function send(operationType: unknown, path: string, given: Row): Promise<Response> {
  const call = fetch.bind(window);
  if (operationType === operationTypes.action) return sendTo(call, 'POST', path, { body: given });
  if (operationType !== operationTypes.fn) throw new Error('execute knows actions (0) and functions (1) here.');
  const parameters = Object.keys(given).map((key, index) => `${key}=@p${index}`);
  const values = Object.values(given).map((value, index) => `@p${index}=${encodeURIComponent(literal(value))}`);
  return sendTo(call, 'GET', `${path}(${parameters.join(',')})${values.length > 0 ? `?${values.join('&')}` : ''}`, {});
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

/** The bound parameter is an entity reference: `{entityType, id}`. */
function rowPath(metadata: Metadata, reference: unknown): string {
  if (!isRow(reference)) throw new Error('The bound parameter must be {entityType, id}.');
  const name = textOf(reference, 'entityType');
  const table = metadata.find(name);
  if (!table) throw new Error(`The entity with a name = '${name}' was not found.`);
  return `${table.entitySet}(${withoutBraces(textOf(reference, 'id'))})`;
}
