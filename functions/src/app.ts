import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { type Circuit, createCircuit } from './clients/circuit.ts';
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
import { createCopy, remember } from './clients/remember.ts';
import { createRowDoor } from './clients/row-door.ts';
import { type Bus, openBus } from './clients/service-bus.ts';
import { openTable, type Table } from './clients/tables.ts';
import { createToken } from './clients/token.ts';
import type { Config } from './config.ts';
import type { ContactWrite, WriteResult } from './event/contact-write.ts';
import type { Finding } from './event/finding.ts';
import type { JobMessage } from './event/job-message.ts';
import type { Bundle } from './event/nudge.ts';
import { partitionOf } from './event/partition.ts';
import { readSettingsText } from './event/settings.ts';
import { createGatherer } from './ingest/gather.ts';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './ingest/receive-webhook.ts';
import type { Log } from './log.ts';
import type { ListedPermission, Platform } from './platforms/platform.ts';
import { createSpotler } from './platforms/spotler/spotler.ts';
import { normalAddress } from './relay/address.ts';
import { type AnchorDoors, writeAnchors } from './relay/anchor.ts';
import { confirmConsent } from './relay/confirm-consent.ts';
import type { RelayDoors } from './relay/doors.ts';
import { explainRecord } from './relay/explain.ts';
import { explainAddress } from './relay/explain-address.ts';
import { forgetReject } from './relay/forget-reject.ts';
import { type BundleMessage, handleBundle } from './relay/handle-bundle.ts';
import { handleWithdrawals } from './relay/handle-withdrawals.ts';
import { countsKey } from './relay/keys.ts';
import { readShown, rememberShown } from './relay/remember-shown.ts';
import { createSettingsCopy } from './relay/settings-copy.ts';
import { fromCountsRow } from './relay/state.ts';
import { verifyAnchors } from './relay/verify-anchors.ts';
import type { CheckDoors } from './sync/check/doors.ts';
import { runCheck } from './sync/check/run-check.ts';
import { dismissRejects } from './sync/dismiss-rejects.ts';
import { handleJob, type JobDoors } from './sync/handle-job.ts';
import { type Health, readHealth } from './sync/health.ts';
import { parseArgument, readExplainArgument } from './sync/order-argument.ts';
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
  const openCircuit = (lane: 'events' | 'withdrawals') =>
    createCircuit({
      name: `spotler~${lane}`,
      control,
      maxWaitMs: config.circuitWaitMs,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
      now: Date.now,
      onChange: (change) => log('circuit', { call: lane, code: change }),
    });
  const circuits = { events: openCircuit('events'), withdrawals: openCircuit('withdrawals') };
  const relay = relayDoors({
    circuit: circuits.events,
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
  const withdrawalLane = openLane(platform, circuits.withdrawals);
  const withdrawalLook = openRowDoor(dataverse, config.dataverse.withdrawalQueriesPerSecond);
  const sealOf = (text: string) => createHmac('sha256', config.addressKey).update(text).digest('base64url');
  const anchorDoors = { records, control, sealOf, log, now: Date.now };
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
    anchors: anchorDoors,
  });
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
      await writeAnchors(anchorDoors);
    }),
    feedback: timer('feedback', async () => undefined),
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
    withdrawals: (message) =>
      handleWithdrawals(message, { ...relay, ...withdrawalLane, records, look: withdrawalLook }),
    jobs: (body) => handleJob(body, jobs),
    health: () =>
      readHealth({
        counts: async (partition) => fromCountsRow(await records.get(partition, countsKey)),
        openRejects: async (partition) => (await records.range(partition, 'x~', 'x~~')).length,
        pending: bus.pending,
        away: async () => ({
          events: await circuits.events.openSince(),
          withdrawals: await circuits.withdrawals.openSince(),
        }),
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
        name: `${method} ${path.replace(/\/[0-9a-f-]{36}$/, '')}`,
        method,
        url,
        headers: { authorization, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        timeoutMs: 20_000,
      });
      return { status: answer.status, body: answer.body, retryAfterMs: retryAfterMs(answer.headers, Date.now()) };
    },
  });
}

/** The calls of one lane: gathered, counted by its circuit, and never behind those of the other lane. */
function openLane(platform: Platform, circuit: Circuit): Pick<RelayDoors, 'write' | 'circuit'> {
  const call = async (writes: readonly ContactWrite[]) => {
    const results = await platform.write(writes);
    await circuit.report(results.some(({ kind }) => kind !== 'retry'));
    return results;
  };
  const keyOf = ({ externalId }: ContactWrite) => externalId;
  const write = gatherCalls<ContactWrite, WriteResult>({ maxItems: platform.maxWrites, maxCalls: 8, keyOf, call });
  return { write, circuit };
}

function relayDoors(parts: {
  readonly circuit: Circuit;
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
    listed: async () => (await parts.listed('permissions')).map(({ key }) => key),
    ...openLane(platform, parts.circuit),
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
  readonly anchors: AnchorDoors;
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
        const about = readExplainArgument(argument);
        const explainDoors = { ...parts.relay, records: parts.records, listed: () => parts.listed('permissions') };
        return 'address' in about ? explainAddress(about.address, explainDoors) : explainRecord(about, explainDoors);
      },
      check: () => runCheck(parts.check),
      verifyledger: () => verifyAnchors(parts.anchors),
      confirmconsent: (argument, job) => confirmConsent(parseArgument(argument), job, parts.relay),
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
    writeWithheld: (record, text) => writeDisplay(dataverse, record, { assent_withheld: text }),
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
