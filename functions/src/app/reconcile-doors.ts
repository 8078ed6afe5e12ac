import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { createChangeFeed } from '../clients/change-feed.ts';
import { beat, readOrganizationId } from '../clients/heartbeat.ts';
import { issueRows } from '../clients/issue-rows.ts';
import type { Lease } from '../clients/lease.ts';
import { readColumnNames } from '../clients/metadata.ts';
import { overlooked } from '../clients/overlooked.ts';
import { untilShort } from '../clients/until-short.ts';
import type { Finding } from '../event/finding.ts';
import { partitionOf } from '../event/partition.ts';
import { type AnchorDoors, writeAnchors } from '../relay/anchor.ts';
import type { RelayDoors } from '../relay/doors.ts';
import { openDueRows } from '../relay/due-rows.ts';
import { forgetReject } from '../relay/forget-reject.ts';
import { openMemory } from '../relay/memory.ts';
import { changeOrganisation, noteRestored } from '../relay/organisation.ts';
import { tellUntold } from '../relay/tell-untold.ts';
import { dismissRejects } from '../sync/dismiss-rejects.ts';
import type { ReconcileDoors } from '../sync/reconcile.ts';
import { sweepDue } from '../sync/sweep-due.ts';
import type { Ground } from './ground.ts';
import { sendJob } from './send.ts';

/** What a round of reconcile needs from outside. */
export function reconcileDoors(
  ground: Ground,
  own: {
    readonly relay: RelayDoors;
    readonly refreshSettings: () => Promise<void>;
    readonly anchors: AnchorDoors;
    readonly dataverse: Ground['dataverse'];
  },
  { check }: Lease,
): ReconcileDoors {
  const { config, log, bus, records, addresses, control, notes, connection } = ground;
  const { relay, dataverse } = own;
  const memory = openMemory(relay, records.range);
  const due = openDueRows(control);
  const room = () => untilShort(() => bus.pending('crm-events'));
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
      await noteRestored(control, { at: new Date(), pause });
      await relay.raise([restoredFinding]);
    },
    refreshSettings: own.refreshSettings,
    changes: createChangeFeed(dataverse, (table) => readColumnNames(dataverse, table)),
    sendNudges: relay.sendNudges,
    sendOrder: (id) => sendJob(bus, `job~${id}`, { v: 1, job: { table: 'assent_job', id } }),
    room,
    tellUntold: async () => {
      const from = z.object({ token: z.string() }).safeParse(await notes.read('untold')).data?.token;
      const { found, token } = await tellUntold(from, { ...relay, scan: addresses.scan, check });
      await notes.write('untold', token ? { token } : {});
      return found;
    },
    sweepDue: (isLate) =>
      sweepDue({
        ...{ notes, check, isLate, room, now: Date.now, sendNudges: relay.sendNudges },
        dueRows: due.read,
        removeDue: due.remove,
      }),
    dismiss: () =>
      dismissRejects({
        ...issueRows(dataverse),
        forgetReject: (table, id) => forgetReject(table, id, { records, partitionOf, connection }),
      }),
    anchor: () => writeAnchors(own.anchors),
  };
}

const restoredFinding: Finding = {
  code: 'finding.restored',
  subject: 'organisation',
  message:
    'The organisation was restored from a backup. Every record is looked at again; a yes that was not on before counts only after it is given anew or confirmed, as it may have been taken back since the backup.',
};
