import { z } from 'zod';

/** Body of `POST /_control/faults`: see `ground/faults.ts`. `status` 0 cuts the connection. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({ method: z.string().exactOptional(), pathPattern: z.string().exactOptional() })
    .exactOptional(),
  status: z.union([z.literal(0), z.int().min(100).max(599)]).exactOptional(),
  body: z.string().exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  delayMs: z.number().min(0).exactOptional(),
  holdMs: z.number().min(0).exactOptional(),
  applies: z.boolean().exactOptional(),
  count: z.int().min(1).exactOptional(),
});
