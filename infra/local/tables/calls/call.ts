import type { IncomingHttpHeaders } from 'node:http';

/** One call of a client, with its whole body. */
export type Call = {
  readonly method: string;
  /** Path and query as sent: the account's signature covers them, so nothing may rewrite the path. */
  readonly path: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: Buffer;
};
