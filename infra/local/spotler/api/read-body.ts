import { z } from 'zod';
import type { Call } from './env.ts';

/** The parsed body, or a sentence saying what is wrong with it. */
export async function readBody<T>(
  c: Call,
  schema: z.ZodType<T>,
): Promise<{ readonly body: T } | { readonly problem: string }> {
  const json = parse(await c.req.text());
  if (json === undefined) return { problem: 'The body is not JSON' };
  const parsed = schema.safeParse(json);
  return parsed.success ? { body: parsed.data } : { problem: z.prettifyError(parsed.error) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told to the caller as a bad request; there is nothing else to know about it.
    return undefined;
  }
}
