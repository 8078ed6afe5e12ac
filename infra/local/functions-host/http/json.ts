import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { readWhole } from './read-body.ts';

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The JSON body as the schema sees it; answers 400 with the reason and gives `undefined` when it does not fit. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const text = (await readWhole(request)).toString('utf8');
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  answerJson(response, 400, { error: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) });
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return undefined;
  }
}
