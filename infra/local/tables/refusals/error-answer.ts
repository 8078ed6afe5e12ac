import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Answer } from '../calls/call.ts';
import type { Refusal } from './refusal.ts';

const json = 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8';

/** The error as the table service writes it: REST reference, "Status and error codes", JSON. */
export function errorAnswer(refusal: Refusal, now: number): Answer {
  const id = randomUUID();
  return {
    status: refusal.status,
    headers: { 'content-type': json, 'x-ms-error-code': refusal.code, 'x-ms-request-id': id },
    body: Buffer.from(errorBody(refusal, id, now)),
  };
}

/**
 * A transaction that failed: 202, with one part for the change that was refused; its place, counted from 0, comes before the message
 * (REST reference, "Performing entity group transactions", sample error response).
 */
export function failedTransaction(refusal: Refusal, place: number, now: number): Answer {
  const id = randomUUID();
  const withPlace = { ...refusal, message: `${place}:${refusal.message}` };
  const lines = [
    `--batchresponse_${id}`,
    `Content-Type: multipart/mixed; boundary=changesetresponse_${id}`,
    '',
    `--changesetresponse_${id}`,
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-cache',
    'DataServiceVersion: 3.0;',
    `Content-Type: ${json}`,
    '',
    errorBody(withPlace, id, now),
    `--changesetresponse_${id}--`,
    `--batchresponse_${id}--`,
    '',
  ];
  return {
    status: 202,
    headers: { 'content-type': `multipart/mixed; boundary=batchresponse_${id}`, 'x-ms-request-id': id },
    body: Buffer.from(lines.join('\r\n')),
  };
}

/** HTTP.sys, which stands before the service, refuses such a path with a page and without an error code. */
export function invalidUrl(): Answer {
  const text = '<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD><BODY><h2>Bad Request - Invalid URL</h2></BODY></HTML>';
  return { status: 400, headers: { 'content-type': 'text/html; charset=us-ascii' }, body: Buffer.from(text) };
}

function errorBody({ code, message }: Refusal, id: string, now: number): string {
  const value = `${message}\nRequestId:${id}\nTime:${new Date(now).toISOString()}`;
  return JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value } } });
}
