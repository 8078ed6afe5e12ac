import type { Http, HttpRequest } from '../../../../functions/src/clients/http.ts';

export type FakeAnswer = {
  readonly status?: number;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Answers calls with `answer`, and keeps them. */
export function fakeHttp(answer: (request: HttpRequest, call: number) => FakeAnswer) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    const { status = 200, json, body, headers = {} } = answer(request, requests.length);
    return { status, headers: new Headers(headers), body: body ?? (json === undefined ? '' : JSON.stringify(json)) };
  };
  return { http, requests };
}
