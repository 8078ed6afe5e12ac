import type { Table } from './schema/table.ts';

/** An error as Dataverse answers it. Codes are those of the vendor's page "Web service error codes". */
export class DataverseError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'DataverseError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** ObjectDoesNotExist: the only answer that proves a row is gone. */
export function rowNotFound(table: string, id: string): DataverseError {
  return new DataverseError(404, '0x80040217', `Entity '${table}' With Id = ${id} Does Not Exist`);
}

export function segmentNotFound(segment: string): DataverseError {
  return new DataverseError(404, '0x8006088a', `Resource not found for the segment '${segment}'.`);
}

export function propertyNotFound(property: string, table: string): DataverseError {
  const type = `Microsoft.Dynamics.CRM.${table}`;
  return new DataverseError(400, '0x80060888', `Could not find a property named '${property}' on type '${type}'.`);
}

export function badRequest(message: string, code = '0x80060888'): DataverseError {
  return new DataverseError(400, code, message);
}

/** PrivilegeDenied: the table is there, but not for this caller. */
export function privilegeDenied(table: Table, privilege: string, userId: string): DataverseError {
  return new DataverseError(
    403,
    '0x80040220',
    `Principal user (Id=${userId}, type=8) is missing ${privilege} privilege on OTC=${table.code} for entity '${table.name}'.`,
  );
}

/** PrivilegeDenied of a single row: it is there, and not shared with the caller. */
export function rowDenied(table: string): DataverseError {
  return new DataverseError(
    403,
    '0x80040220',
    `Principal user is missing prvRead privilege on OTC for entity '${table}', or the row is not shared with it.`,
  );
}

/** DuplicateRecord. */
export function duplicateRecord(): DataverseError {
  return new DataverseError(412, '0x80040237', 'A record with matching key values already exists.');
}

/** ConcurrencyVersionMismatch. */
export function versionMismatch(): DataverseError {
  return new DataverseError(
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}

export function methodNotAllowed(method: string): DataverseError {
  return new DataverseError(405, '0x80060888', `The requested resource does not support http method '${method}'.`);
}

/** Not Dataverse's: the stand-in says what it lacks. */
export function notHere(what: string): DataverseError {
  return new DataverseError(501, 'NotInStandIn', `This stand-in does not have ${what}.`);
}
