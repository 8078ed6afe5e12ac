import { DataverseError } from '../errors.ts';
import { toJsonText } from '../odata/json-text.ts';
import type { ApiResponse } from './api-request.ts';

export function jsonResponse(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; odata.metadata=minimal', 'odata-version': '4.0', ...headers },
    body: toJsonText(value),
  };
}

export function noContent(headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status: 204, headers: { 'odata-version': '4.0', ...headers } };
}

/** An error as the Web API writes it: `{"error":{"code","message"}}`. */
export function errorResponse(error: unknown): ApiResponse {
  if (error instanceof DataverseError) {
    return jsonResponse(error.status, { error: { code: error.code, message: error.message } }, error.headers);
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  return jsonResponse(500, { error: { code: '0x80040216', message: `An unexpected error occurred: ${message}` } });
}
