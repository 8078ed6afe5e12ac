import { z } from 'zod';
import type { Control } from './control.ts';

const bodySchema = z.object({
  match: z.object({ method: z.string().exactOptional(), pathPattern: z.string().exactOptional() }).exactOptional(),
  status: z.int().min(100).max(599).exactOptional(),
  body: z.string().exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  delayMs: z.number().min(0).exactOptional(),
  holdMs: z.number().min(0).exactOptional(),
  applies: z.boolean().exactOptional(),
  count: z.int().min(1).exactOptional(),
});

/** `POST /faults`: the next calls that match fail or wait. */
export const addFault: Control = ({ faults }, body) => faults.add(bodySchema.parse(body));

/** `DELETE /faults`: none is left. */
export const clearFaults: Control = ({ faults }) => faults.clear();
