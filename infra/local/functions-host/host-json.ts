import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { withOverrides } from './host-json-overrides.ts';

/** A .NET TimeSpan as host.json writes it (`[d.]hh:mm:ss[.fff]`) → milliseconds. */
export const timeSpan = z
  .string()
  .regex(/^(\d+\.)?\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?$/, 'write a time span as hh:mm:ss')
  .transform((text) => {
    const [days, time] = /^\d+\./.test(text) ? splitOnce(text) : ['0', text];
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return (((Number(days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  });

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('.');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Defaults from ServiceBusOptions.cs of the extension; sessionIdleTimeout unset = the client's try timeout of one minute. */
const serviceBusSchema = z
  .object({
    prefetchCount: z.number().int().min(0).default(0),
    autoCompleteMessages: z.boolean().default(true),
    maxAutoLockRenewalDuration: timeSpan.default(5 * 60_000),
    maxConcurrentCalls: z
      .number()
      .int()
      .min(1)
      .default(() => 16 * availableParallelism()),
    maxConcurrentSessions: z.number().int().min(1).default(8),
    sessionIdleTimeout: timeSpan.default(60_000),
  })
  .prefault({});

const hostJsonSchema = z.object({
  version: z.literal('2.0'),
  // Flex Consumption and Premium: 30 minutes when nothing is said; -1 = no limit.
  functionTimeout: z.union([z.literal('-1').transform(() => Number.POSITIVE_INFINITY), timeSpan]).default(30 * 60_000),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      serviceBus: serviceBusSchema,
    })
    .prefault({}),
  logging: z.object({ logLevel: z.record(z.string(), z.string()).default({}) }).prefault({}),
});

export type HostJson = z.infer<typeof hostJsonSchema>;

export type ServiceBusOptions = HostJson['extensions']['serviceBus'];

/**
 * The app's `host.json` (schema version 2.0) with what app settings override, durations in milliseconds. Throws with the path of
 * every wrong field.
 */
export function readHostJson(appDirectory: string, environment: NodeJS.ProcessEnv): HostJson {
  const file = join(appDirectory, 'host.json');
  const written: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { version: '2.0' };
  const parsed = hostJsonSchema.safeParse(withOverrides(written, environment));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
