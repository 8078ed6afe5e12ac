import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { QueueSettings } from './engine/model.ts';
import { readDurationMs } from './read-duration.ts';

const duration = z.string().transform((text, context) => {
  const milliseconds = readDurationMs(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: 'custom', message: `'${text}' is no ISO 8601 duration such as PT1M` });
  return z.NEVER;
});

/** Names, defaults and limits of Microsoft.ServiceBus/namespaces/queues (ARM template reference). Other properties are refused. */
const queueSchema = z.strictObject({
  name: z.string().min(1).max(260),
  requiresSession: z.boolean().default(false),
  lockDuration: duration.default(60_000).refine((ms) => ms <= 300_000, 'a lock lasts at most 5 minutes'),
  maxDeliveryCount: z.number().int().min(1).max(2000).default(10),
  defaultMessageTimeToLive: duration.default(Number.POSITIVE_INFINITY),
  deadLetteringOnMessageExpiration: z.boolean().default(false),
  requiresDuplicateDetection: z.boolean().default(false),
  duplicateDetectionHistoryTimeWindow: duration.default(600_000),
});

const topologySchema = z.strictObject({ queues: z.array(queueSchema).min(1) });

/** The queues of a topology file. Throws an error that names the file and every property that is wrong. */
export function readTopology(file: string): QueueSettings[] {
  const parsed = topologySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is no topology: ${z.prettifyError(parsed.error)}`);
  return parsed.data.queues.map((queue) => ({
    name: queue.name,
    requiresSession: queue.requiresSession,
    lockDurationMs: queue.lockDuration,
    maxDeliveryCount: queue.maxDeliveryCount,
    defaultTimeToLiveMs: queue.defaultMessageTimeToLive,
    deadLetteringOnMessageExpiration: queue.deadLetteringOnMessageExpiration,
    requiresDuplicateDetection: queue.requiresDuplicateDetection,
    duplicateDetectionWindowMs: queue.duplicateDetectionHistoryTimeWindow,
  }));
}
