import { createHash, createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { createDataverse } from './clients/dataverse.ts';
import { writeDisplay } from './clients/display-columns.ts';
import { createFindings } from './clients/findings.ts';
import { gatherCalls } from './clients/gather-calls.ts';
import { http, retryAfterMs } from './clients/http.ts';
import { issueRows } from './clients/issue-rows.ts';
import { keepRow } from './clients/keep-row.ts';
import { createLeases, type Lease } from './clients/lease.ts';
import { limitBulk } from './clients/limit-bulk.ts';
import { createColumnFacts, createSubscriptions } from './clients/metadata.ts';
import { jobRows, readSettingsDocument, subscriptionRows } from './clients/own-rows.ts';
import { createPace } from './clients/pace.ts';
import { readPermissionRecords } from './clients/permission-records.ts';
import { createWithdrawals } from './clients/permission-rows.ts';
import { progressRow } from './clients/progress-row.ts';
import { readRecordIds } from './clients/record-ids.ts';
import { createCopy, createLatch, remember } from './clients/remember.ts';
import { createRowDoor } from './clients/row-door.ts';
import { type Bus, openBus } from './clients/service-bus.ts';
import { openTable, type Table } from './clients/tables.ts';
import { createToken } from './clients/token.ts';
import { notActive, whereIs } from './clients/where-is.ts';
import type { Config } from './config.ts';
import type { ContactWrite, WriteResult } from './event/contact-write.ts';
import type { Finding } from './event/finding.ts';
import type { JobMessage } from './event/job-message.ts';
import { type Bundle, recordTables } from './event/nudge.ts';
import { partitionOf } from './event/partition.ts';
import { readSettingsText } from './event/settings.ts';
import type { FeedbackDoors } from './feedback/doors.ts';
import { isBaselineRead, progressShape } from './feedback/progress.ts';
import { createFeedback } from './feedback/run-feedback.ts';
import { toFinding } from './feedback/to-finding.ts';
import { createGatherer } from './ingest/gather.ts';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './ingest/receive-webhook.ts';
import type { Log } from './log.ts';
import type { ListedPermission, Platform } from './platforms/platform.ts';
import { createSpotler } from './platforms/spotler/spotler.ts';
import { normalAddress } from './relay/address.ts';
import { confirmConsent } from './relay/confirm-consent.ts';
import type { RelayDoors } from './relay/doors.ts';
import { explainRecord } from './relay/explain.ts';
import { forgetReject } from './relay/forget-reject.ts';
import { type BundleMessage, handleBundle } from './relay/handle-bundle.ts';
import { handleWithdrawals } from './relay/handle-withdrawals.ts';
import { countsKey } from './relay/keys.ts';
import { noteMaybeOn, readKnownRecord } from './relay/known-record.ts';
import { noteBounces, noteClosed } from './relay/note-bounces.ts';
import { recipientWithdrew } from './relay/recipient-withdrew.ts';
import { readShown, rememberShown } from './relay/remember-shown.ts';
import { createSettingsCopy } from './relay/settings-copy.ts';
import { fromCountsRow } from './relay/state.ts';
import { noteFirstSeen, readTwin, writeTwin } from './relay/twins.ts';
import type { CheckDoors } from './sync/check/doors.ts';
import { runCheck } from './sync/check/run-check.ts';
import { dismissRejects } from './sync/dismiss-rejects.ts';
import { handleJob, type JobDoors } from './sync/handle-job.ts';
import { type Health, readHealth } from './sync/health.ts';
import { parseArgument, readRecordArgument } from './sync/order-argument.ts';
import { closeIssue, raiseIssue } from './sync/raise-issue.ts';
import { refreshSubscriptions } from './sync/refresh-subscriptions.ts';
import { replayRejects } from './sync/replay-rejects.ts';
import { type ShowDoors, showRecord } from './sync/show-record.ts';

export type { BundleMessage };

/** Put in by `functions/build.ts`. */
declare const ASSENT_VERSION: string;

/** What the functions call. One function each; how they are triggered is not known here. */
export type App = {
  readonly ingest: (request: WebhookRequest) => Promise<WebhookAnswer>;
  readonly relay: (message: BundleMessage) => Promise<void>;
  readonly withdrawals: (message: BundleMessage) => Promise<void>;
  readonly jobs: (body: unknown) => Promise<void>;
  readonly health: () => Promise<Health>;
  /** A round of the timers; one process at a time is at it. */
  readonly reconcile: () => Promise<void>;
  readonly feedback: () => Promise<void>;
  readonly deadLetters: () => Promise<void>;
};

/** Joins the rooms: every door that a room asks for is opened and passed in here, and nowhere else. */
export async function createApp(config: Config, log: Log): Promise<App> {
  const [bus, records, addresses, control] = await Promise.all([
    openBus(config.serviceBus),
    openTable(config.tables, 'records'),
    openTable(config.tables, 'addresses'),
    openTable(config.tables, 'control'),
  ]);
  const dataverse = createDataverse(http, config.dataverse.url, createToken(http, config.dataverse));
  const platform = openSpotler(config);
  const listed = remember(3_600_000, (_: 'permissions') => platform.listPermissions());
  const raise = createFindings((finding) => sendFinding(bus, finding, true), Date.now);
  const settings = createSettingsCopy({
    readDocument: () => readSettingsDocument(dataverse),
    control,
    log,
    tell: (problems) => tellSettings(problems, { raise, bus }),
    now: Date.now,
  });
  const sendEvents = createGatherer((partition, bundle) => sendBundle(bus, 'crm-events', partition, bundle));
  const sendWithdrawals = createGatherer((partition, bundle) => sendBundle(bus, 'crm-withdrawals', partition, bundle));
  const sendNudges: typeof sendEvents = async (nudges) => {
    const withdrawals = nudges.filter(({ withdrawal, table }) => withdrawal && table !== 'assent_permission');
    const [bundles] = await Promise.all([sendEvents(nudges), sendWithdrawals(withdrawals)]);
    return bundles;
  };
  const subscriptions = createCopy(60_000, () => createSubscriptions(dataverse)([]));
  subscriptions();
  const progress = openProgress(control);
  const account = createHash('sha256').update(`${config.spotler.url} ${config.spotler.key}`).digest('base64url');
  const relay = relayDoors({
    isBaselineRead: createLatch(2000, async () => isBaselineRead(await progress.read(), account)),
    config,
    log,
    bus,
    records,
    addresses,
    dataverse,
    platform,
    listed,
    settings: settings.current,
    sendNudges,
    raise,
  });
  // A pace of its own: withdrawals never wait behind the queries of live events.
  const withdrawalLook = openRowDoor(dataverse, config.dataverse.withdrawalQueriesPerSecond);
  const jobs = jobDoors({
    dataverse,
    platform,
    log,
    refreshSettings: settings.refresh,
    connection: 'spotler',
    listed,
    records,
    relay,
    check: checkDoors({ config, dataverse, platform, bus }),
  });
  const feedback = createFeedback();
  const withLease = createLeases(control, Date.now);
  const timer = (name: string, round: (lease: Lease) => Promise<void>) => async () => {
    const outcome = await withLease(name, round);
    log('timer', { call: name, outcome });
  };

  return {
    reconcile: timer('reconcile', async () => {
      const doors = { records, partitionOf, connection: 'spotler' };
      await dismissRejects({
        ...issueRows(dataverse),
        forgetReject: (table, id) => forgetReject(table, id, doors),
      });
    }),
    feedback: timer('feedback', (lease) =>
      feedback(feedbackDoors({ account, platform, dataverse, progress, relay, bus, checkLease: lease.check })),
    ),
    deadLetters: timer('deadLetters', async () => undefined),
    ingest: (request) =>
      receiveWebhook(request, {
        organizationId: config.organizationId,
        activeKeys: config.webhookKeys,
        subscriptions: (id) => subscriptions()?.get(id),
        sendNudges,
        sendJob: (table, id) =>
          sendJob(bus, table === 'assent_job' ? `job~${id}` : 'settings', { v: 1, job: { table, id } }),
        log,
      }),
    relay: (message) => handleBundle(message, relay),
    withdrawals: (message) => handleWithdrawals(message, { ...relay, records, look: withdrawalLook }),
    jobs: (body) => handleJob(body, jobs),
    health: () =>
      readHealth({
        counts: async (partition) => fromCountsRow(await records.get(partition, countsKey)),
        openRejects: async (partition) => (await records.range(partition, 'x~', 'x~~')).length,
        pending: bus.pending,
      }),
  };
}

/** Large transactions of one process that are under way at a time: more of them only wait in the store. */
const maxBulk = 4;

async function sendBundle(
  bus: Bus,
  queue: 'crm-events' | 'crm-withdrawals',
  partition: string,
  bundle: Bundle,
): Promise<string> {
  const messageId = randomUUID();
  await bus.send({ queue, sessionId: partition, messageId, body: bundle, nudges: bundle.nudges.length });
  return messageId;
}

function sendFinding(bus: Bus, finding: Finding, open: boolean): Promise<void> {
  return sendJob(bus, 'findings', { v: 1, finding: { ...finding, open } });
}

function tellSettings(
  problems: readonly string[],
  { raise, bus }: { readonly raise: RelayDoors['raise']; readonly bus: Bus },
): Promise<void> {
  const message = `The document is refused, the last good one stays in force. Correct it and save it again:\n${problems.join('\n')}`;
  const finding: Finding = { code: 'finding.settings', subject: 'settings', message };
  return problems.length > 0 ? raise([finding]) : sendFinding(bus, finding, false);
}

function sendJob(bus: Bus, sessionId: string, body: JobMessage): Promise<void> {
  return bus.send({ queue: 'jobs', sessionId, messageId: randomUUID(), body, nudges: 1 });
}

function openRowDoor(dataverse: ReturnType<typeof createDataverse>, queriesPerSecond: number): RelayDoors['look'] {
  const columns = createColumnFacts(dataverse);
  const subscriptions = createSubscriptions(dataverse);
  return createRowDoor({ dataverse, columns, subscriptions, pace: createPace(queriesPerSecond) });
}

function openSpotler(config: Config): Platform {
  return createSpotler({
    ...config.spotler,
    now: Date.now,
    call: async ({ method, url, path, authorization, body }) => {
      const answer = await http({
        name: `${method} ${path.replace(/\/[0-9a-f-]{36}$|\?.*$/, '')}`,
        method,
        url,
        headers: { authorization, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        // A list of ten thousand takes its time.
        timeoutMs: path.includes('?') ? 60_000 : 20_000,
      });
      return { status: answer.status, body: answer.body, retryAfterMs: retryAfterMs(answer.headers, Date.now()) };
    },
  });
}

function relayDoors(parts: {
  readonly isBaselineRead: RelayDoors['isBaselineRead'];
  readonly config: Config;
  readonly log: Log;
  readonly bus: Bus;
  readonly records: Table;
  readonly addresses: Table;
  readonly dataverse: ReturnType<typeof createDataverse>;
  readonly platform: Platform;
  readonly listed: (what: 'permissions') => Promise<readonly ListedPermission[]>;
  readonly settings: RelayDoors['settings'];
  readonly sendNudges: ReturnType<typeof createGatherer>;
  readonly raise: RelayDoors['raise'];
}): RelayDoors {
  const { config, log, bus, dataverse, platform } = parts;
  const hashKey = createSecretKey(Buffer.from(config.addressKey));
  return {
    settings: parts.settings,
    look: openRowDoor(dataverse, config.dataverse.eventQueriesPerSecond),
    recordsOf: (id) => readPermissionRecords(dataverse, id),
    isBaselineRead: parts.isBaselineRead,
    ...createWithdrawals(dataverse),
    listed: async () => (await parts.listed('permissions')).map(({ key }) => key),
    write: gatherCalls<ContactWrite, WriteResult>({
      maxItems: platform.maxWrites,
      maxCalls: 8,
      keyOf: ({ externalId }) => externalId,
      call: platform.write,
    }),
    records: limitBulk(keepRow(parts.records, countsKey), maxBulk),
    addresses: parts.addresses,
    readContact: platform.read,
    // Half of the hash: long enough that no two people share one, short enough for a table key.
    addressKey: (channel, address) =>
      createHmac('sha256', hashKey)
        .update(`${channel}:${normalAddress(channel, address)}`)
        .digest('hex')
        .slice(0, 32),
    hashOf: (attributes) => createHmac('sha256', hashKey).update(JSON.stringify(attributes)).digest('base64url'),
    sendNudges: async (nudges) => {
      await parts.sendNudges(nudges);
    },
    show: async (shown) => {
      // One session a partition: what is shown of a record is never written by two at once.
      const send = ({ table, id }: (typeof shown)[number]) =>
        sendJob(bus, `show~${partitionOf(table, id)}`, { v: 1, show: { table, id } });
      await Promise.all(shown.map(send));
    },
    raise: parts.raise,
    scheduleCopy: ({ partition, messageId, attempt, nudges, afterMs }) =>
      bus.schedule(
        {
          queue: 'crm-events',
          sessionId: partition,
          messageId,
          body: { v: 1, attempt, nudges },
          nudges: nudges.length,
        },
        afterMs,
      ),
    partitionOf,
    log,
    random: Math.random,
    now: Date.now,
  };
}

/** How far the platform was read: one row, of the one connection there is. */
function openProgress(control: Table): FeedbackDoors['progress'] {
  const row = progressRow(control, 'feedback');
  return {
    read: async () => progressShape.safeParse(await row.read()).data,
    write: row.write,
  };
}

function feedbackDoors(parts: {
  readonly account: string;
  readonly platform: Platform;
  readonly dataverse: ReturnType<typeof createDataverse>;
  readonly progress: FeedbackDoors['progress'];
  readonly relay: RelayDoors;
  readonly bus: Bus;
  readonly checkLease: () => Promise<void>;
}): FeedbackDoors {
  const { account, platform, dataverse, progress, relay, bus, checkLease } = parts;
  const pace = createPace(3);
  return {
    account,
    platform,
    progress,
    checkLease,
    addressKey: (email) => relay.addressKey('email', email),
    known: (id) => readKnownRecord(id, relay),
    withdrew: (address, permissions) => recipientWithdrew(address, permissions, relay),
    noteMaybeOn: (record, permissions) => noteMaybeOn(record, permissions, relay),
    noteClosed: (address) => noteClosed(address, relay),
    noteBounces: (address, bounces) => noteBounces(address, bounces, relay),
    readSighting: (sighting) => readTwin(sighting, relay),
    noteFirstSeen: (sighting, off) => noteFirstSeen(sighting, off, relay),
    writeSighting: (sighting) => writeTwin(sighting, relay),
    crmDecides: async () =>
      Object.entries((await relay.settings()).document.subscriptions ?? {}).flatMap(([key, { firstContact }]) =>
        firstContact === 'crm' ? [key] : [],
      ),
    whereIs: (ids) => whereIs(ids, { dataverse, pace }),
    notActive: (table, ids) => notActive(table, ids, { dataverse, pace }),
    recordIds: (table, from) => readRecordIds(dataverse, table, from),
    tables: async () => {
      const { tables } = (await relay.settings()).document;
      return recordTables.filter((table) => tables[table]);
    },
    sendNudges: relay.sendNudges,
    waiting: async () => (await bus.pending('crm-events')).waiting,
    raise: (finding) => relay.raise([toFinding(finding)]),
    log: relay.log,
    now: Date.now,
  };
}

function jobDoors(parts: {
  readonly dataverse: ReturnType<typeof createDataverse>;
  readonly platform: Platform;
  readonly log: Log;
  readonly refreshSettings: () => Promise<void>;
  readonly connection: string;
  readonly listed: (what: 'permissions') => Promise<readonly ListedPermission[]>;
  readonly records: Table;
  readonly relay: RelayDoors;
  readonly check: CheckDoors;
}): JobDoors {
  const { dataverse, platform, log } = parts;
  return {
    log,
    refreshSettings: parts.refreshSettings,
    ...jobRows(dataverse),
    show: (table, id) => showRecord(table, id, showDoors(parts)),
    find: ({ code, subject, message }, isOpen) =>
      isOpen
        ? raiseIssue([code, subject], { name: `${code}: ${subject}`, code, message }, issueRows(dataverse))
        : closeIssue([code, subject], issueRows(dataverse)),
    orders: {
      explain: (argument) => {
        const { table, id } = readRecordArgument(argument);
        return explainRecord(table, id, { ...parts.relay, records: parts.records });
      },
      check: () => runCheck(parts.check),
      confirmconsent: (argument) => confirmConsent(parseArgument(argument), parts.relay),
      replay: (argument) =>
        replayRejects(parseArgument(argument), {
          rejects: (partition) => parts.records.range(partition, 'x~', 'x~~'),
          sendNudges: parts.relay.sendNudges,
        }),
      refreshsubscriptions: () =>
        refreshSubscriptions({
          connection: parts.connection,
          listed: platform.listPermissions,
          ...subscriptionRows(dataverse),
        }),
    },
  };
}

function showDoors({ dataverse, connection, relay, listed }: Parameters<typeof jobDoors>[0]): ShowDoors {
  const doors = { records: relay.records, partitionOf, connection };
  return {
    connection,
    ...issueRows(dataverse),
    remembered: (table, id) => readShown(table, id, doors),
    nameOf: async (key) => (await listed('permissions')).find((each) => each.key === key)?.name ?? key,
    writeColumns: (record, columns) => writeDisplay(dataverse, record, columns),
    rememberShown: (record, display, revision) => rememberShown(record, display, revision, doors),
  };
}

function checkDoors(parts: {
  readonly config: Config;
  readonly dataverse: ReturnType<typeof createDataverse>;
  readonly platform: Platform;
  readonly bus: Bus;
}): CheckDoors {
  const { config, dataverse, platform, bus } = parts;
  return {
    version: ASSENT_VERSION,
    organizationId: config.organizationId,
    clientId: config.dataverse.clientId,
    dataverse,
    settings: async () => {
      const row = await readSettingsDocument(dataverse);
      return row && readSettingsText(row.text);
    },
    listed: platform.listPermissions,
    properties: platform.listProperties,
    deadLetters: async () => {
      const queues = ['crm-events', 'crm-withdrawals', 'jobs'];
      const counts = await Promise.all(queues.map(async (queue) => (await bus.pending(queue)).deadLettered));
      return Object.fromEntries(queues.map((queue, index) => [queue, counts[index] ?? 0]));
    },
    now: Date.now,
  };
}
