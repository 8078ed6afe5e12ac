import { randomUUID } from 'node:crypto';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import type { Operation } from './table-operation.ts';

/** The table service answered with a status that nobody expects here. Carries no row. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`The table service answered ${status} ${code}.`);
    this.status = status;
    this.code = code;
  }
}

export type TableAnswer = { readonly status: number; readonly etag: string; readonly body: string };

export type TableCalls = {
  /** One operation; `path` begins behind the address of the account. */
  readonly send: (operation: Operation) => Promise<PipelineResponse>;
  /** An entity group transaction: an answer for each operation, or the one that failed. */
  readonly sendAll: (operations: readonly Operation[]) => Promise<readonly TableAnswer[]>;
};

/** Of the client's pipeline these do nothing for us and cost most of a call's processor time; what signs, retries and names us stays. */
const needless = [
  ...['serializationPolicy', 'deserializationPolicy', 'multipartPolicy', 'formDataPolicy'],
  ...['decompressResponsePolicy', 'redirectPolicy', 'tracingPolicy', 'logPolicy'],
];

const http = createDefaultHttpClient();

/**
 * Calls of the table service (REST reference, "Table service REST API") through the pipeline of `@azure/data-tables`, with its
 * credentials and retries. The client itself is of no use for calls afterwards. A call that got no answer for `giveUpAfterMs` throws an
 * AbortError.
 */
export function createTableCalls(client: TableClient, giveUpAfterMs: number): TableCalls {
  const { pipeline, url } = client;
  const base = url.replace(/\/+$/, '');
  for (const name of needless) pipeline.removePolicy({ name });

  const send: TableCalls['send'] = ({ method, path, headers, body }) =>
    pipeline.sendRequest(
      http,
      createPipelineRequest({
        url: `${base}/${path}`,
        method,
        timeout: giveUpAfterMs,
        headers: createHttpHeaders({ ...common, ...headers }),
        ...(body === undefined ? {} : { body }),
        allowInsecureConnection: base.startsWith('http:'),
      }),
    );

  const sendAll: TableCalls['sendAll'] = async (operations) => {
    const boundary = randomUUID();
    const body = toBatch(operations, base, boundary);
    const headers = { 'content-type': `multipart/mixed; boundary=batch_${boundary}` };
    const { status, bodyAsText } = await send({ method: 'POST', path: '$batch', headers, body });
    if (status !== 202) throw new TableError(status, errorCode(bodyAsText ?? ''));
    return readBatch(bodyAsText ?? '');
  };
  return { send, sendAll };
}

/** The code of a refusal: never its text, which may quote what was sent. */
export function errorCode(body: string): string {
  return /"code":\s*"(\w+)"/.exec(body)?.[1] ?? '';
}

const common = {
  accept: 'application/json;odata=minimalmetadata',
  'x-ms-version': '2019-02-02',
  dataserviceversion: '3.0',
};

/** REST reference, "Performing entity group transactions": one change set, each part a request with the whole address. */
function toBatch(operations: readonly Operation[], base: string, boundary: string): string {
  const parts = operations.map(({ method, path, headers, body }) =>
    [
      `--changeset_${boundary}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${method} ${base}/${path} HTTP/1.1`,
      ...Object.entries({ accept: common.accept, ...headers }).map(([name, value]) => `${name}: ${value}`),
      '',
      body ?? '',
    ].join('\r\n'),
  );
  return [
    `--batch_${boundary}`,
    `Content-Type: multipart/mixed; boundary=changeset_${boundary}`,
    '',
    ...parts,
    `--changeset_${boundary}--`,
    `--batch_${boundary}--`,
    '',
  ].join('\r\n');
}

function readBatch(body: string): readonly TableAnswer[] {
  return body.split(/^--changesetresponse_.*$/m).flatMap((part) => {
    const status = /^HTTP\/1\.1 (\d{3})/m.exec(part)?.[1];
    if (status === undefined) return [];
    return [{ status: Number(status), etag: /^etag: (.*?)\r?$/im.exec(part)?.[1] ?? '', body: part }];
  });
}
