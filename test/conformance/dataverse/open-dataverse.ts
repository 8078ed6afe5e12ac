import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../../../infra/local/dataverse/options.ts';
import { startDataverse } from '../../../infra/local/dataverse/start.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies of any shape; what is in them is what the tests assert
export type Json = any;

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: Json };

export type Dataverse = Awaited<ReturnType<typeof openDataverse>>;

/** Starts the stand-in in this process, on a free port, and signs in. */
export async function openDataverse(args: readonly string[] = []) {
  const running = await startDataverse(readOptions(['--port', '0', ...args]));
  const { url, dataverseAuth, organizationId } = running.ready as Json;
  const signIn = async (): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: dataverseAuth.clientId,
      client_secret: dataverseAuth.clientSecret,
      scope: dataverseAuth.scope,
    });
    const answer = (await (await fetch(dataverseAuth.tokenUrl, { method: 'POST', body: form })).json()) as Json;
    return answer.access_token;
  };
  const token = await signIn();
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const address = path.startsWith('http') ? path : `${url}/api/data/v9.2/${path}`;
    const response = await fetch(address, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    return toAnswer(response);
  };
  const control = async (name: string, body?: unknown) =>
    toAnswer(
      await fetch(`${url}/_control/${name}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    );
  /** Imports a zip that is given as bytes. */
  const importZip = async (bytes: Uint8Array, activateSteps = false) => {
    const file = join(await mkdtemp(join(tmpdir(), 'dataverse-')), 'solution.zip');
    writeFileSync(file, bytes);
    return control('import', { zip: file, activateSteps });
  };
  return { url, organizationId, auth: dataverseAuth, signIn, call, control, importZip, stop: running.stop };
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

let last = 0;

/** Ids that are new and say nothing. */
export function newId(): string {
  last += 1;
  return `0f0f0f0f-0000-4000-8000-${String(last).padStart(12, '0')}`;
}

/** Waits until `done` gives something; a test that never gets it ends by its own time-out. */
export async function until<T>(done: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const result = await done();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
