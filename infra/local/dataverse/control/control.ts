import type { Context } from 'hono';
import { z } from 'zod';
import { DataverseError } from '../errors.ts';
import type { StandIn } from '../server/stand-in.ts';

/** One call of the control surface: what it gives becomes the JSON answer. */
export type Control = (standIn: StandIn, body: unknown, c: Context) => Promise<unknown> | unknown;

/** Runs a control call; a body that does not fit answers 400 with the fields. */
export function controlHandler(standIn: StandIn, control: Control) {
  return async (c: Context): Promise<Response> => {
    try {
      const text = c.req.method === 'GET' ? '' : await c.req.text();
      const result = await control(standIn, text === '' ? {} : JSON.parse(text), c);
      return c.json(result ?? {});
    } catch (error) {
      return c.json({ error: sentence(error) }, 400);
    }
  };
}

function sentence(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (error instanceof DataverseError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
