import type { Lease } from '../clients/lease.ts';
import { createPace } from '../clients/pace.ts';
import { readRecordIds } from '../clients/record-ids.ts';
import { notActive, whereIs } from '../clients/where-is.ts';
import { recordTables } from '../event/nudge.ts';
import type { FeedbackDoors } from '../feedback/doors.ts';
import { toFinding } from '../feedback/to-finding.ts';
import type { RelayDoors } from '../relay/doors.ts';
import { isHeldBy, noteMaybeOn, readKnownRecord } from '../relay/known-record.ts';
import { noteBounces, noteClosed } from '../relay/note-bounces.ts';
import { recipientWithdrew } from '../relay/recipient-withdrew.ts';
import { noteFirstSeen, noteNewAddress, readTwin, writeTwin } from '../relay/twins.ts';
import type { Ground } from './ground.ts';

/** What a round of feedback needs from outside. */
export function feedbackDoors(ground: Ground, relay: RelayDoors, { check, isTimeUp }: Lease): FeedbackDoors {
  const { account, platform, dataverse, progress, bus } = ground;
  const pace = createPace(3);
  return {
    account,
    platform,
    progress,
    checkLease: check,
    isTimeUp,
    addressKey: (email) => relay.addressKey('email', email),
    known: (id) => readKnownRecord(id, relay),
    isHeldBy: (address, id) => isHeldBy(address, id, relay),
    withdrew: (address, permissions) => recipientWithdrew(address, permissions, relay),
    noteMaybeOn: (record, permissions) => noteMaybeOn(record, permissions, relay),
    noteClosed: (address) => noteClosed(address, relay),
    noteBounces: (address, bounces) => noteBounces(address, bounces, relay),
    readSighting: (sighting) => readTwin(sighting, relay),
    noteNewAddress: (first) => noteNewAddress(first, relay),
    noteFirstSeen: (first) => noteFirstSeen(first, relay),
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
