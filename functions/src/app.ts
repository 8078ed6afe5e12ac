import { createHmac } from 'node:crypto';
import { deadLetterDoors } from './app/dead-letter-doors.ts';
import { feedbackDoors } from './app/feedback-doors.ts';
import { type Ground, openGround } from './app/ground.ts';
import { healthDoors } from './app/health-doors.ts';
import { jobDoors } from './app/job-doors.ts';
import { readDocument, tellUnsupported } from './app/read-document.ts';
import { reconcileDoors } from './app/reconcile-doors.ts';
import { relayDoors, withdrawalDoors } from './app/relay-doors.ts';
import { sendBundle, sendJob, sessionOf, tellSettings } from './app/send.ts';
import { type Circuit, createCircuit } from './clients/circuit.ts';
import { createEventNotes } from './clients/event-notes.ts';
import { createLeases, type Lease } from './clients/lease.ts';
import { readSettingsDocument } from './clients/own-rows.ts';
import { createPace } from './clients/pace.ts';
import { paceDataverse } from './clients/paced-dataverse.ts';
import { createLatch } from './clients/remember.ts';
import type { Config } from './config.ts';
import { isBaselineRead } from './feedback/progress.ts';
import { createFeedback } from './feedback/run-feedback.ts';
import { createGatherer } from './ingest/gather.ts';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './ingest/receive-webhook.ts';
import type { Log } from './log.ts';
import { type BundleMessage, handleBundle } from './relay/handle-bundle.ts';
import { handleWithdrawals } from './relay/handle-withdrawals.ts';
import { createSettingsCopy } from './relay/settings-copy.ts';
import { handleJob } from './sync/handle-job.ts';
import { type Health, inspect, readHealth } from './sync/health.ts';
import { readDeadLetters } from './sync/read-dead-letters.ts';
import { reconcile } from './sync/reconcile.ts';
import { tellAlarms } from './sync/tell-alarms.ts';

export type { BundleMessage };

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

/** Joins the rooms; what each is given from outside is in `app/`. */
export async function createApp(config: Config, log: Log): Promise<App> {
  const ground = await openGround(config, log);
  const { bus, control, dataverse, metadata, notes, platform, progress, raise } = ground;
  const settings = createSettingsCopy({
    readDocument: () => readSettingsDocument(dataverse),
    control,
    log,
    read: (text) => readDocument(text, platform),
    tell: (problems) => tellSettings(problems, { raise, bus }),
    now: Date.now,
  });
  // Without waiting for it. The copy in force may be of a version whose platform could do more.
  void tellUnsupported(settings.current, ground);
  const lanes = {
    'crm-events': createGatherer((partition, bundle) => sendBundle(bus, 'crm-events', partition, bundle)),
    'crm-withdrawals': createGatherer((partition, bundle) => sendBundle(bus, 'crm-withdrawals', partition, bundle)),
  };
  const sendNudges = bothLanes(lanes);
  const circuits = { events: openCircuit('events', ground), withdrawals: openCircuit('withdrawals', ground) };
  const isRead = createLatch(2000, async () => isBaselineRead(await progress.read(), ground.account));
  const relay = relayDoors(ground, {
    circuit: circuits.events,
    isBaselineRead: isRead,
    settings: settings.current,
    sendNudges,
  });
  const withdrawals = withdrawalDoors(ground, relay, circuits.withdrawals);
  const sealOf = (text: string) => createHmac('sha256', config.addressKey).update(text).digest('base64url');
  const anchors = { records: ground.records, control, sealOf, log, now: Date.now };
  const withLease = createLeases(control, Date.now);
  const timer = (name: string, round: (lease: Lease) => Promise<void>) => async () => {
    const outcome = await withLease(name, round);
    log('timer', { call: name, outcome });
  };
  const refreshSettings = settings.refresh;
  const reconcileBy = (door: typeof dataverse) =>
    timer('reconcile', (lease) =>
      reconcile(reconcileDoors(ground, { relay, refreshSettings, anchors, dataverse: door }, lease)),
    );
  const beginTracking = async () => {
    if (!(await notes.read('reconcile'))) await reconcileBy(dataverse)();
  };
  const jobs = jobDoors(ground, { relay, refreshSettings, anchors, beginTracking });
  const feedback = createFeedback();
  const health = healthDoors(ground, circuits);
  // Beside the start, for the first withdrawal.
  metadata.known('');
  const noteEvent = createEventNotes(notes, log, Date.now);

  return {
    // A pace of its own: what is repaired never takes calls from live events.
    reconcile: reconcileBy(paceDataverse(dataverse, createPace(config.dataverse.reconcileQueriesPerSecond))),
    feedback: timer('feedback', (lease) => feedback(feedbackDoors(ground, relay, lease))),
    deadLetters: timer('deadLetters', async (lease) => {
      await readDeadLetters(deadLetterDoors(ground, lanes, lease));
      const { alarms } = await inspect(health);
      await tellAlarms(alarms, { notes, outbox: ground.outbox, check: lease.check, now: Date.now });
    }),
    ingest: async (request) => {
      const answer = await receiveWebhook(request, {
        organizationId: config.organizationId,
        activeKeys: config.webhookKeys,
        // Without waiting for them: an event that names no withdrawal is only slower.
        subscriptions: metadata.known,
        sendNudges,
        sendJob: (table, id) => sendJob(bus, sessionOf({ v: 1, job: { table, id } }), { v: 1, job: { table, id } }),
        log,
      });
      noteEvent(answer.status);
      return answer;
    },
    relay: (message) => handleBundle(message, relay),
    withdrawals: (message) => handleWithdrawals(message, withdrawals),
    jobs: (body) => handleJob(body, jobs),
    health: () => readHealth(health),
  };
}

/** A nudge that withdraws goes both ways: fast, and in order. Answers with the names of the bundles on `crm-events`. */
function bothLanes(lanes: Readonly<Record<'crm-events' | 'crm-withdrawals', Gatherer>>): Gatherer {
  return async (nudges) => {
    const withdrawals = nudges.filter(({ withdrawal, table }) => withdrawal && table !== 'assent_permission');
    const [bundles] = await Promise.all([lanes['crm-events'](nudges), lanes['crm-withdrawals'](withdrawals)]);
    return bundles;
  };
}

type Gatherer = ReturnType<typeof createGatherer>;

function openCircuit(lane: 'events' | 'withdrawals', { connection, control, config, log }: Ground): Circuit {
  return createCircuit({
    name: `${connection}~${lane}`,
    control,
    maxWaitMs: config.circuitWaitMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    now: Date.now,
    onChange: (change) => log('circuit', { call: lane, code: change }),
  });
}
