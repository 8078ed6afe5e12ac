import { z } from 'zod';
import type { Queue } from '../../engine/model.ts';

/** One request to `<queue>/$management` (service-bus-amqp-request-response). */
export type ManagementCall = {
  readonly queue: Queue;
  /** The decoded body; each operation reads it with its own schema. */
  readonly body: unknown;
  /** `associated-link-name`: the receiver on whose behalf the client asks. */
  readonly linkName: string | undefined;
  /** Status 200, or 204 when there is nothing to give. */
  readonly answer: (body: Record<string, unknown>, status?: 200 | 204) => void;
};

export type Operation = (call: ManagementCall) => void;

/** Longs outside the safe integers of JavaScript arrive as eight bytes. */
export const long = z.union([z.number(), z.instanceof(Buffer).transform((bytes) => Number(bytes.readBigInt64BE(0)))]);

/** Lock tokens, as AMQP uuids in RFC 4122 order. */
export const lockTokens = z.array(z.instanceof(Buffer));

/** AMQP null is "not given". */
export const sessionId = z
  .string()
  .nullish()
  .transform((id) => id ?? undefined);
