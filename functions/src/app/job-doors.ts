import { writeDisplay } from '../clients/display-columns.ts';
import { issueRows } from '../clients/issue-rows.ts';
import { mayOrder } from '../clients/may-order.ts';
import { jobRows, subscriptionRows } from '../clients/own-rows.ts';
import { partitionOf } from '../event/partition.ts';
import type { AnchorDoors } from '../relay/anchor.ts';
import { confirmConsent } from '../relay/confirm-consent.ts';
import type { RelayDoors } from '../relay/doors.ts';
import { erase } from '../relay/erase.ts';
import { explainRecord } from '../relay/explain.ts';
import { explainAddress } from '../relay/explain-address.ts';
import { readShown, rememberShown } from '../relay/remember-shown.ts';
import { verifyAnchors } from '../relay/verify-anchors.ts';
import { runCheck } from '../sync/check/run-check.ts';
import type { JobDoors } from '../sync/handle-job.ts';
import { parseArgument, readExplainArgument } from '../sync/order-argument.ts';
import { closeIssue, raiseIssue } from '../sync/raise-issue.ts';
import { refreshSubscriptions } from '../sync/refresh-subscriptions.ts';
import { replayRejects } from '../sync/replay-rejects.ts';
import { type ShowDoors, showRecord } from '../sync/show-record.ts';
import { checkDoors } from './check-doors.ts';
import type { Ground } from './ground.ts';

/** What the orders need from outside. */
export function jobDoors(
  ground: Ground,
  own: {
    readonly relay: RelayDoors;
    readonly refreshSettings: () => Promise<void>;
    readonly anchors: AnchorDoors;
    /** Reconcile takes its places in the change feeds, if it has none yet. */
    readonly beginTracking: () => Promise<void>;
  },
): JobDoors {
  const { dataverse, platform, log, records, listed, connection } = ground;
  const { relay, anchors, refreshSettings } = own;
  return {
    log,
    refreshSettings,
    tellEnd: (end) => tellEnd(end, ground),
    ...jobRows(dataverse),
    mayOrder: (userId) => mayOrder(dataverse, userId),
    show: (table, id) => showRecord(table, id, showDoors(ground, relay)),
    find: ({ code, subject, message }, isOpen) =>
      isOpen
        ? raiseIssue([code, subject], { name: `${code}: ${subject}`, code, message }, issueRows(dataverse))
        : closeIssue([code, subject], issueRows(dataverse)),
    orders: {
      explain: (argument) => {
        const about = readExplainArgument(argument);
        const explainDoors = { ...relay, records, listed: () => listed('permissions') };
        return 'address' in about ? explainAddress(about.address, explainDoors) : explainRecord(about, explainDoors);
      },
      check: () => runCheck(checkDoors(ground, refreshSettings)),
      verifyledger: () => verifyAnchors(anchors),
      confirmconsent: (argument, job) => confirmConsent(parseArgument(argument), job, { ...relay, records }),
      erase: (argument, job) =>
        erase(parseArgument(argument), job, {
          ...relay,
          anonymise: platform.endings.anonymise,
          pause: () => new Promise((resolve) => setTimeout(resolve, 250)),
        }),
      replay: (argument) =>
        replayRejects(parseArgument(argument), {
          rejects: (partition) => records.range(partition, 'x~', 'x~~'),
          sendNudges: relay.sendNudges,
        }),
      refreshsubscriptions: async () => {
        // The installer's last order: from here on no change is missed.
        await own
          .beginTracking()
          .catch((error: unknown) => log('failed', { call: 'reconcile', reason: String(error) }));
        return refreshSubscriptions({
          connection,
          listed: platform.listPermissions,
          ...subscriptionRows(dataverse),
        });
      },
    },
  };
}

/** Orders that somebody waits for; the others end at once. */
const tellsItsEnd: ReadonlySet<string> = new Set(['fullsync', 'dryrun', 'erase']);

async function tellEnd({ job, kind, status }: Parameters<JobDoors['tellEnd']>[0], { outbox, log }: Ground) {
  if (!tellsItsEnd.has(kind)) return;
  try {
    await outbox.add(`run~${job}~${status}`, { type: 'run.finished', job, kind, status });
    await outbox.flush();
  } catch (error) {
    log('failed', { call: 'outbox', reason: error instanceof Error ? error.message : 'unknown failure' });
  }
}

function showDoors({ dataverse, connection, listed }: Ground, relay: RelayDoors): ShowDoors {
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
