import { badRequest, methodNotAllowed } from '../errors.ts';
import type { Parameter } from '../events/data-event.ts';
import { readGuid } from '../guid.ts';
import { inTransaction } from '../messages/transaction.ts';
import { numberOf, type Row, textOf } from '../store/row.ts';
import type { Api, ApiRequest } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { noContent } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** An imported Custom API without a plug-in: it does nothing itself, but steps on its message run, synchronous ones within the call. */
export function customApiOperation(row: Row): Operation {
  const name = textOf(row, 'uniquename');
  return {
    name,
    run: async (api, request) => {
      if (request.method !== (row.values.isfunction === true ? 'GET' : 'POST')) throw methodNotAllowed(request.method);
      const input = readParameters(api, row, request);
      await inTransaction(api.org, api.call, (tx) =>
        tx.raise({
          message: name,
          table: 'none',
          id: '00000000-0000-0000-0000-000000000000',
          depth: 1,
          sent: [],
          input,
          parentInput: input,
          output: [],
          images: new Map(),
        }),
      );
      return noContent();
    },
  };
}

function readParameters(api: Api, row: Row, request: ApiRequest): readonly Parameter[] {
  const body = readJsonObject(request.body);
  const known = api.org.store.rows('customapirequestparameter').pointingAt('customapiid', row.id);
  const names = new Set(known.map((parameter) => textOf(parameter, 'uniquename')));
  const stranger = Object.keys(body).find((name) => !names.has(name) && !name.includes('@'));
  if (stranger !== undefined) {
    throw badRequest(`The parameter '${stranger}' is not a parameter of ${textOf(row, 'uniquename')}.`, '0x80048d19');
  }
  return known.flatMap((parameter) => {
    const key = textOf(parameter, 'uniquename');
    const value = body[key];
    if (value === undefined || value === null) {
      if (parameter.values.isoptional === true) return [];
      throw badRequest(`Required field '${key}' is missing.`, '0x80040203');
    }
    return [{ key, value: { kind: 'plain', value: checkType(key, numberOf(parameter, 'type'), value) } } as const];
  });
}

/** Types by the choice column `type` of customapirequestparameter. */
function checkType(key: string, type: number | undefined, value: unknown): unknown {
  const fits = isOfType(type, value);
  if (!fits) throw badRequest(`The parameter '${key}' has a value of another type.`, '0x80048d19');
  return value;
}

function isOfType(type: number | undefined, value: unknown): boolean {
  switch (type) {
    case 0:
      return typeof value === 'boolean';
    case 1:
    case 10:
      return typeof value === 'string';
    case 2:
    case 6:
    case 7:
    case 8:
    case 9:
      return typeof value === 'number';
    case 11:
      return Array.isArray(value) && value.every((part) => typeof part === 'string');
    case 12:
      return typeof value === 'string' && readGuid(value) !== undefined;
    default:
      return true;
  }
}
