import { createHash, createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createChangeFeed } from './clients/change-feed.ts';
import { type Circuit, createCircuit } from './clients/circuit.ts';
import { createDataverse } from './clients/dataverse.ts';
import { writeDisplay } from './clients/display-columns.ts';
import { createEventNotes } from './clients/event-notes.ts';
import { createFindings } from './clients/findings.ts';
import { gatherCalls } from './clients/gather-calls.ts';
import { beat, readOrganizationId } from './clients/heartbeat.ts';
import { http, retryAfterMs } from './clients/http.ts';
import { issueRows } from './clients/issue-rows.ts';
import { keepRow } from './clients/keep-row.ts';
import { createLeases, type Lease } from './clients/lease.ts';
import { limitBulk } from './clients/limit-bulk.ts';
import { createColumnFacts, createSubscriptions, readColumnNames } from './clients/metadata.ts';
import { openNotes } from './clients/notes.ts';
import { openOutbox } from './clients/outbox.ts';
import { overlooked } from './clients/overlooked.ts';
import { jobRows, readSettingsDocument, subscriptionRows } from './clients/own-rows.ts';
import { createPace } from './clients/pace.ts';
import { paceDataverse } from './clients/paced-dataverse.ts';
import { readPermissionRecords } from './clients/permission-records.ts';
import { createWithdrawals } from './clients/permission-rows.ts';
import { progressRow } from './clients/progress-row.ts';
import { readRecordIds } from './clients/record-ids.ts';
import { createCopy, createLatch, remember } from './clients/remember.ts';
import { createRowDoor } from './clients/row-door.ts';
import { type Bus, openBus, queues } from './clients/service-bus.ts';
import { openTable, type Table } from './clients/tables.ts';
import { createToken } from './clients/token.ts';
import { openUnreadable } from './clients/unreadable.ts';
import { untilShort } from './clients/until-short.ts';
import { notActive, whereIs } from './clients/where-is.ts';
import type { Config } from './config.ts';
import type { ContactWrite, WriteResult } from './event/contact-write.ts';
import type { Finding } from './event/finding.ts';
import type { JobMessage } from './event/job-message.ts';
import { type Bundle, recordTables } from './event/nudge.ts';
import { partitionOf } from './event/partition.ts';
import { readSettingsText } from './event/settings.ts';
import type { FeedbackDoors } from './feedback/doors.ts';
import { feedbackFacts } from './feedback/health.ts';
import { isBaselineRead, progressShape } from './feedback/progress.ts';
import { createFeedback } from './feedback/run-feedback.ts';
import { toFinding } from './feedback/to-finding.ts';
import { createGatherer } from './ingest/gather.ts';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './ingest/receive-webhook.ts';
import type { Log } from './log.ts';
import type { ListedPermission, Platform } from './platforms/platform.ts';
import { createSpotler } from './platforms/spotler/spotler.ts';
import { normalAddress } from './relay/address.ts';
import { type AnchorDoors, writeAnchors } from './relay/anchor.ts';
import { confirmConsent } from './relay/confirm-consent.ts';
import type { RelayDoors } from './relay/doors.ts';
import { erase } from './relay/erase.ts';
import { explainRecord } from './relay/explain.ts';
import { explainAddress } from './relay/explain-address.ts';
import { forgetReject } from './relay/forget-reject.ts';
import { type BundleMessage, handleBundle } from './relay/handle-bundle.ts';
import { handleWithdrawals } from './relay/handle-withdrawals.ts';
import { countsKey } from './relay/keys.ts';
import { noteMaybeOn, readKnownRecord } from './relay/known-record.ts';
import { openMemory } from './relay/memory.ts';
import { noteBounces, noteClosed } from './relay/note-bounces.ts';
import { changeOrganisation, noteRestored, readOrganisation } from './relay/organisation.ts';
import { recipientWithdrew } from './relay/recipient-withdrew.ts';
import { readShown, rememberShown } from './relay/remember-shown.ts';
import { createSettingsCopy } from './relay/settings-copy.ts';
import { fromCountsRow } from './relay/state.ts';
import { tellUntold } from './relay/tell-untold.ts';
import { noteFirstSeen, readTwin, writeTwin } from './relay/twins.ts';
import { verifyAnchors } from './relay/verify-anchors.ts';
import type { CheckDoors } from './sync/check/doors.ts';
import { runCheck } from './sync/check/run-check.ts';
import { circuitHealth } from './sync/circuit-health.ts';
import { dismissRejects } from './sync/dismiss-rejects.ts';
import { handleJob, type JobDoors } from './sync/handle-job.ts';
import { type Health, type HealthDoors, inspect, readHealth } from './sync/health.ts';
import { parseArgument, readExplainArgument } from './sync/order-argument.ts';
import { closeIssue, raiseIssue } from './sync/raise-issue.ts';
import { readDeadLetters } from './sync/read-dead-letters.ts';
import { type ReconcileDoors, reconcile } from './sync/reconcile.ts';
import { refreshSubscriptions } from './sync/refresh-subscriptions.ts';
import { replayRejects } from './sync/replay-rejects.ts';
import { type ShowDoors, showRecord } from './sync/show-record.ts';
import { tellAlarms } from './sync/tell-alarms.ts';
import { readTimerHealth } from './sync/timer-health.ts';

export type { BundleMessage };

/** Put in by `functions/build.ts`. */

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

/** Orders that somebody waits for; the others end at once. */
const tellsItsEnd: ReadonlySet<string> = new Set(['fullsync', 'dryrun', 'erase']);

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
  const metadata = { columns: createColumnFacts(dataverse), subscriptions: createSubscriptions(dataverse) };
  const subscriptions = createCopy(60_000, () => metadata.subscriptions([]));
  subscriptions();
  const progress = openProgress(control);
  const account = createHash('sha256').update(`${config.spotler.url} ${config.spotler.key}`).digest('base64url');
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
    isBaselineRead: createLatch(2000, async () => isBaselineRead(await progress.read(), account)),
    config,
    log,
    bus,
    records,
    addresses,
    dataverse,
    look: createRowDoor({ dataverse, ...metadata, pace: createPace(config.dataverse.eventQueriesPerSecond) }),
    platform,
    listed,
    settings: settings.current,
    sendNudges,
    raise,
  });
  // A pace of its own: withdrawals never wait behind the queries of live events.
  const withdrawalPace = createPace(config.dataverse.withdrawalQueriesPerSecond);
  const withdrawalLook = createRowDoor({ dataverse, ...metadata, pace: withdrawalPace });
  const withdrawalLane = openLane(platform, circuits.withdrawals);
  const sealOf = (text: string) => createHmac('sha256', config.addressKey).update(text).digest('base64url');
  const anchorDoors = { records, control, sealOf, log, now: Date.now };
  const notes = openNotes(control);
  const { organizationId, alarms: receiver } = config;
  const outbox = openOutbox({ control, http, receiver, organizationId, now: Date.now });
  const withLease = createLeases(control, Date.now);
  const timer = (name: string, round: (lease: Lease) => Promise<void>) => async () => {
    const outcome = await withLease(name, round);
    log('timer', { call: name, outcome });
  };
  const reconcileBy = (door: typeof dataverse) =>
    timer('reconcile', (lease) =>
      reconcile(
        reconcileDoors(
          { config, log, bus, records, addresses, control, relay, settings, anchors: anchorDoors, dataverse: door },
          lease,
        ),
      ),
    );
  const jobs = jobDoors({
    dataverse,
    platform,
    log,
    refreshSettings: settings.refresh,
    connection: 'spotler',
    listed,
    records,
    relay,
    check: checkDoors({ config, dataverse, platform, bus, refreshSettings: settings.refresh }),
    anchors: anchorDoors,
    tellEnd: async ({ job, kind, status }) => {
      if (!tellsItsEnd.has(kind)) return;
      try {
        await outbox.add(`run~${job}~${status}`, { type: 'run.finished', job, kind, status });
        await outbox.flush();
      } catch (error) {
        log('failed', { call: 'outbox', reason: error instanceof Error ? error.message : 'unknown failure' });
      }
    },
    beginTracking: async () => {
      if (!(await notes.read('reconcile'))) await reconcileBy(dataverse)();
    },
  });
  const feedback = createFeedback();

  const unreadable = openUnreadable(control, Date.now);
  const noteEvent = createEventNotes(notes, log, Date.now);
  const health: HealthDoors = {
    counts: async (partition) => fromCountsRow(await records.get(partition, countsKey)),
    openRejects: async (partition) => (await records.range(partition, 'x~', 'x~~')).length,
    pending: bus.pending,
    timers: () =>
      readTimerHealth({
        notes,
        organisation: () => readOrganisation(control),
        unreadable: unreadable.count,
        silenceMs: config.silenceMs,
        reconcileIsOn: config.reconcileIsOn,
        now: Date.now,
      }),
    parts: [
      async () => ({ facts: feedbackFacts(await progress.read()), alarms: [] }),
      async () =>
        circuitHealth({
          events: await circuits.events.openSince(),
          withdrawals: await circuits.withdrawals.openSince(),
        }),
    ],
    version: config.version,
    now: Date.now,
  };

  return {
    // A pace of its own: what is repaired never takes calls from live events.
    reconcile: reconcileBy(paceDataverse(dataverse, createPace(config.dataverse.reconcileQueriesPerSecond))),
    feedback: timer('feedback', (lease) =>
      feedback(feedbackDoors({ account, platform, dataverse, progress, relay, bus, checkLease: lease.check })),
    ),
    deadLetters: timer('deadLetters', async ({ check }) => {
      const sendBack = { 'crm-events': sendEvents, 'crm-withdrawals': sendWithdrawals };
      await readDeadLetters({
        lanes: queues,
        takeDeadLetters: bus.takeDeadLetters,
        sendNudges: async (lane, nudges) => void (await sendBack[lane](nudges)),
        sendJob: (message) => sendJob(bus, sessionOf(message), message),
        noteUnreadable: async (lane, number) => {
          await unreadable.note(lane, number);
          await raise([unreadableLetter(lane)]);
        },
        notes,
        check,
        now: Date.now,
      });
      const { alarms } = await inspect(health);
      await tellAlarms(alarms, { notes, outbox, check, now: Date.now });
    }),
    ingest: async (request) => {
      const answer = await receiveWebhook(request, {
        organizationId: config.organizationId,
        activeKeys: config.webhookKeys,
        subscriptions: (id) => subscriptions()?.get(id),
        sendNudges,
        sendJob: (table, id) => sendJob(bus, sessionOf({ v: 1, job: { table, id } }), { v: 1, job: { table, id } }),
        log,
      });
      noteEvent(answer.status);
      return answer;
    },
    relay: (message) => handleBundle(message, relay),
    withdrawals: (message) =>
      handleWithdrawals(message, { ...relay, ...withdrawalLane, records, look: withdrawalLook }),
    jobs: (body) => handleJob(body, jobs),
    health: () => readHealth(health),
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

const restoredFinding: Finding = {
  code: 'finding.restored',
  subject: 'organisation',
  message:
    'The organisation was restored from a backup. Every record is looked at again; a yes that was not on before counts only after it is given anew or confirmed, as it may have been taken back since the backup.',
};

function unreadableLetter(lane: string): Finding {
  const message =
    'A message in the dead letters could not be read and was removed: it did not come from this relay, or from another version of it. Records that were saved meanwhile are found by reconcile.';
  return { code: 'finding.message', subject: `dead letters of ${lane}`, message };
}

function tellSettings(
  problems: readonly string[],
  { raise, bus }: { readonly raise: RelayDoors['raise']; readonly bus: Bus },
): Promise<void> {
  const message = `The document is refused, the last good one stays in force. Correct it and save it again:\n${problems.join('\n')}`;
  const finding: Finding = { code: 'finding.settings', subject: 'settings', message };
  return problems.length > 0 ? raise([finding]) : sendFinding(bus, finding, false);
}

/** What is about one row or one partition is done in order. */
function sessionOf(message: JobMessage): string {
  if ('finding' in message) return 'findings';
  if ('show' in message) return `show~${partitionOf(message.show.table, message.show.id)}`;
  return message.job.table === 'assent_job' ? `job~${message.job.id}` : 'settings';
}

function sendJob(bus: Bus, sessionId: string, body: JobMessage): Promise<void> {
  return bus.send({ queue: 'jobs', sessionId, messageId: randomUUID(), body, nudges: 1 });
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
  readonly isBaselineRead: RelayDoors['isBaselineRead'];
  readonly circuit: Circuit;
  readonly config: Config;
  readonly log: Log;
  readonly bus: Bus;
  readonly records: Table;
  readonly addresses: Table;
  readonly dataverse: ReturnType<typeof createDataverse>;
  readonly look: RelayDoors['look'];
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
    look: parts.look,
    recordsOf: (id) => readPermissionRecords(dataverse, id),
    isBaselineRead: parts.isBaselineRead,
    ...createWithdrawals(dataverse),
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

function reconcileDoors(
  parts: {
    readonly config: Config;
    readonly log: Log;
    readonly bus: Bus;
    readonly records: Table;
    readonly addresses: Table;
    readonly control: Table;
    readonly relay: RelayDoors;
    readonly settings: ReturnType<typeof createSettingsCopy>;
    readonly anchors: AnchorDoors;
    readonly dataverse: ReturnType<typeof createDataverse>;
  },
  { check }: Lease,
): ReconcileDoors {
  const { config, log, bus, records, addresses, control, relay, settings, dataverse } = parts;
  const notes = openNotes(control);
  const memory = openMemory(relay, records.range);
  return {
    ...memory,
    ...overlooked(dataverse),
    notes,
    log,
    check,
    now: Date.now,
    organizationId: config.organizationId,
    readOrganizationId: () => readOrganizationId(dataverse),
    beat: () => beat(dataverse),
    noteForeign: (foreign = '') => changeOrganisation(control, (before) => ({ ...before, foreign })),
    noteRestored: async () => {
      await noteRestored(control, new Date());
      await relay.raise([restoredFinding]);
    },
    refreshSettings: settings.refresh,
    changes: createChangeFeed(dataverse, (table) => readColumnNames(dataverse, table)),
    sendNudges: relay.sendNudges,
    sendOrder: (id) => sendJob(bus, `job~${id}`, { v: 1, job: { table: 'assent_job', id } }),
    room: () => untilShort(() => bus.pending('crm-events')),
    tellUntold: async () => {
      const from = z.object({ token: z.string() }).safeParse(await notes.read('untold')).data?.token;
      const { found, token } = await tellUntold(from, { ...relay, scan: addresses.scan, check });
      await notes.write('untold', token ? { token } : {});
      return found;
    },
    dismiss: () =>
      dismissRejects({
        ...issueRows(dataverse),
        forgetReject: (table, id) => forgetReject(table, id, { records, partitionOf, connection: 'spotler' }),
      }),
    anchor: () => writeAnchors(parts.anchors),
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
  readonly anchors: AnchorDoors;
  readonly tellEnd: JobDoors['tellEnd'];
  /** Reconcile takes its places in the change feeds, if it has none yet. */
  readonly beginTracking: () => Promise<void>;
}): JobDoors {
  const { dataverse, platform, log } = parts;
  return {
    log,
    refreshSettings: parts.refreshSettings,
    tellEnd: parts.tellEnd,
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
      erase: (argument, job) =>
        erase(parseArgument(argument), job, {
          ...parts.relay,
          anonymise: platform.anonymise,
          pause: () => new Promise((resolve) => setTimeout(resolve, 250)),
        }),
      replay: (argument) =>
        replayRejects(parseArgument(argument), {
          rejects: (partition) => parts.records.range(partition, 'x~', 'x~~'),
          sendNudges: parts.relay.sendNudges,
        }),
      refreshsubscriptions: async () => {
        // The installer's last order: from here on no change is missed.
        await parts
          .beginTracking()
          .catch((error: unknown) => log('failed', { call: 'reconcile', reason: String(error) }));
        return refreshSubscriptions({
          connection: parts.connection,
          listed: platform.listPermissions,
          ...subscriptionRows(dataverse),
        });
      },
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
  readonly refreshSettings: () => Promise<void>;
}): CheckDoors {
  const { config, dataverse, platform, bus } = parts;
  return {
    version: config.version,
    organizationId: config.organizationId,
    clientId: config.dataverse.clientId,
    dataverse,
    settings: async () => {
      // A document that was saved while its step was off would be obeyed only after the next save.
      await parts.refreshSettings();
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
