import { z } from 'zod';

const queue = z.string();
const count = z.number().int().min(1);

/** Bodies of `POST /_control/bus`. */
export const orderSchema = z.union([
  z.strictObject({
    queue,
    contentType: z.string().optional(),
    sessionId: z.string().optional(),
    messageId: z.string().optional(),
    bodyBase64: z.base64(),
  }),
  z.strictObject({ deadLetter: count, queue: queue.optional() }),
  z.strictObject({ fault: z.enum(['closeConnections', 'detachSessions']), n: z.unknown().optional() }),
  z.strictObject({ fault: z.literal('dropSeconds'), n: z.number().min(0) }),
  z.strictObject({ fault: z.literal('serverBusy'), n: count }),
  z.strictObject({ serverBusy: count }),
]);

export type Order = z.infer<typeof orderSchema>;
