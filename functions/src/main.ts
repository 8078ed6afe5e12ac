import { AsyncLocalStorage } from 'node:async_hooks';
import { type HttpRequest, type HttpResponseInit, app as host, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { type App, type BundleMessage, createApp } from './app.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';

/** The call that is under way: its log reaches Application Insights; on a laptop the page *Journey* reads it. */
const call = new AsyncLocalStorage<InvocationContext>();
const log = createLog(
  (line) => (call.getStore() ?? console).log(line),
  () => new Date(),
);

/** Started once, with the first call; a start that failed is tried again with the next. */
let started: Promise<App> | undefined;

function app(): Promise<App> {
  started ??= createApp(readConfig({ ...process.env, ASSENT_VERSION: process.env.ASSENT_VERSION }), log).catch(
    (error: unknown) => {
      started = undefined;
      throw error;
    },
  );
  return started;
}

host.hook.appStart(async () => {
  await app();
});

host.http('ingest', {
  route: 'dataverse',
  methods: ['POST'],
  // Our own two keys are checked in code: one of them can be replaced without losing an event.
  authLevel: 'anonymous',
  handler: (request: HttpRequest, context): Promise<HttpResponseInit> =>
    call.run(context, async () => {
      const length = request.headers.get('content-length');
      const started = await app().catch(() => undefined);
      // Not 500: Dataverse sends again only after 502, 503 and 504.
      if (!started) return { status: 503, body: 'The relay could not start; its log says why.' };
      const { status, message } = await started.ingest({
        key: request.query.get('code') ?? undefined,
        contentLength: length === null ? undefined : Number(length),
        readBody: async () => new Uint8Array(await request.arrayBuffer()),
      });
      return { status, body: message };
    }),
});

host.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (_, context): Promise<HttpResponseInit> =>
    call.run(context, async () => ({ jsonBody: await (await app()).health() })),
});

host.serviceBusQueue('relay', {
  connection: 'ServiceBusConnection',
  queueName: 'crm-events',
  isSessionsEnabled: true,
  handler: (body: unknown, context) =>
    call.run(context, async () => (await app()).relay(toBundleMessage(body, context))),
});

host.serviceBusQueue('withdrawals', {
  connection: 'ServiceBusConnection',
  queueName: 'crm-withdrawals',
  isSessionsEnabled: true,
  handler: (body: unknown, context) =>
    call.run(context, async () => (await app()).withdrawals(toBundleMessage(body, context))),
});

host.serviceBusQueue('jobs', {
  connection: 'ServiceBusConnection',
  queueName: 'jobs',
  isSessionsEnabled: true,
  handler: (body: unknown, context) => call.run(context, async () => (await app()).jobs(body)),
});

// Only one instance runs a timer, and one that is overdue runs once when the app starts again; the lease in the app keeps off who is
// started by hand meanwhile.
host.timer('reconcile', {
  schedule: '0 */5 * * * *',
  handler: (_, context) => call.run(context, async () => (await app()).reconcile()),
});

host.timer('feedback', {
  schedule: '30 * * * * *',
  handler: (_, context) => call.run(context, async () => (await app()).feedback()),
});

host.timer('deadLetters', {
  schedule: '15 */5 * * * *',
  handler: (_, context) => call.run(context, async () => (await app()).deadLetters()),
});

/** Written by whoever sent the message; a message of somebody else's has none. */
const propertiesShape = z.object({ nudges: z.number().int().min(1).optional().catch(undefined) });

function toBundleMessage(body: unknown, { triggerMetadata }: InvocationContext): BundleMessage {
  const { nudges } = propertiesShape.parse(triggerMetadata?.applicationProperties ?? {});
  return { partition: String(triggerMetadata?.sessionId), messageId: String(triggerMetadata?.messageId), body, nudges };
}
