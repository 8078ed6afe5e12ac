import { randomUUID } from 'node:crypto';
import { badRequest, methodNotAllowed } from '../errors.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import { handle } from '../web-api/handle.ts';
import { runChangeSet } from './change-set.ts';
import { readInnerRequest, writeInnerResponse } from './inner-request.ts';
import { boundaryOf, type Part, readParts } from './multipart.ts';

/** Page "execute batch operations": most operations in one batch. */
const maxOperations = 1000;

/**
 * `POST /$batch`: requests one after the other, change sets as transactions. The first error ends the batch, and its status is the
 * batch's, unless `Prefer: odata.continue-on-error`.
 */
export async function runBatch(api: Api, request: ApiRequest): Promise<ApiResponse> {
  if (request.method !== 'POST') throw methodNotAllowed(request.method);
  const boundary = boundaryOf(request.header('content-type'));
  if (boundary === undefined) throw badRequest('A batch needs the content type multipart/mixed with a boundary.');
  const parts = readParts(request.body, boundary).filter((part) => part.content.trim() !== '');
  if (countOperations(parts) > maxOperations) {
    throw badRequest(`A batch holds at most ${maxOperations} operations.`, '0x80060888');
  }
  const goOn = /odata\.continue-on-error/.test(request.header('prefer') ?? '');
  const answers: Answer[] = [];
  for (const part of parts) {
    const answer = await runPart(api, part);
    answers.push(answer);
    if (answer.status >= 400 && !goOn) break;
  }
  return batchResponse(answers, goOn);
}

function countOperations(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => {
    const inner = boundaryOf(part.headers.get('content-type'));
    return sum + (inner === undefined ? 1 : readParts(part.content, inner).length);
  }, 0);
}

type Answer = { readonly status: number; readonly text: string };

async function runPart(api: Api, part: Part): Promise<Answer> {
  const boundary = boundaryOf(part.headers.get('content-type'));
  if (boundary === undefined) {
    const response = await handle(api, readInnerRequest(part));
    return { status: response.status, text: writeInnerResponse(response, part.headers.get('content-id')) };
  }
  const answers = await runChangeSet(api, readParts(part.content, boundary));
  const failed = answers.find(({ response }) => response.status >= 400);
  const name = `changesetresponse_${randomUUID()}`;
  const texts = answers.map(({ response, contentId }) => `--${name}\r\n${writeInnerResponse(response, contentId)}`);
  const text = [`Content-Type: multipart/mixed; boundary=${name}`, '', ...texts, `--${name}--`].join('\r\n');
  return { status: failed?.response.status ?? 200, text };
}

function batchResponse(answers: readonly Answer[], goOn: boolean): ApiResponse {
  const boundary = `batchresponse_${randomUUID()}`;
  const failed = answers.find(({ status }) => status >= 400);
  const body = [...answers.map(({ text }) => `--${boundary}\r\n${text}`), `--${boundary}--`, ''].join('\r\n');
  return {
    status: failed && !goOn ? failed.status : 200,
    headers: { 'content-type': `multipart/mixed; boundary=${boundary}`, 'odata-version': '4.0' },
    body,
  };
}
