import type { Context } from 'hono';
import { z } from 'zod';

/** Reads the order in the body of a control call and carries it out; 400 with the problem of the body, in words. */
export async function order<T>(c: Context, schema: z.ZodType<T>, carryOut: (order: T) => Response): Promise<Response> {
  const text = await c.req.text();
  const parsed = z
    .string()
    .transform(parseJson)
    .pipe(schema)
    .safeParse(text === '' ? '{}' : text);
  if (!parsed.success) return c.json({ message: z.prettifyError(parsed.error) }, 400);
  try {
    return carryOut(parsed.data);
  } catch (error) {
    if (error instanceof OrderError) return c.json({ message: error.message }, error.status);
    throw error;
  }
}

/** An order that cannot be carried out; the message names what is missing. */
export class OrderError extends Error {
  readonly code = 'ORDER_REFUSED';
  readonly status: 400 | 404;
  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    return z.NEVER;
  }
}
