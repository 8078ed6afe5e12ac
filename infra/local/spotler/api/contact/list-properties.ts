import { type Sandbox, visibleProperties } from '../../sandbox.ts';
import type { Call } from '../env.ts';

/** `GET /contact/properties/list`: the visible properties; `entries` only for those of type set. */
export function listProperties(sandbox: Sandbox, c: Call): Response {
  return c.json(
    visibleProperties(sandbox).map(({ name, description, type, entries }) => ({
      name,
      description,
      type,
      ...(type === 'set' ? { entries } : {}),
    })),
  );
}
