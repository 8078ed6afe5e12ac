import { createHmac, createSecretKey } from 'node:crypto';
import type { Circuit } from '../clients/circuit.ts';
import { gatherCalls } from '../clients/gather-calls.ts';
import { keepRow } from '../clients/keep-row.ts';
import { limitLoad } from '../clients/limit-load.ts';
import { createPace } from '../clients/pace.ts';
import { readPermissionRecords } from '../clients/permission-records.ts';
import { createWithdrawals } from '../clients/permission-rows.ts';
import { createRowDoor } from '../clients/row-door.ts';
import type { ContactWrite, WriteResult } from '../event/contact-write.ts';
import { partitionOf } from '../event/partition.ts';
import type { createGatherer } from '../ingest/gather.ts';
import type { Platform } from '../platforms/platform.ts';
import { normalAddress } from '../relay/address.ts';
import type { RelayDoors } from '../relay/doors.ts';
import { openDueRows } from '../relay/due-rows.ts';
import { countsKey } from '../relay/keys.ts';
import type { Ground } from './ground.ts';
import { sendJob } from './send.ts';

/** Rows that one process has under way in the store for live events: more of them only wait there, withdrawals among them. */
const maxRows = 64;

/** The calls of one lane: gathered, counted by its circuit, and never behind those of the other lane. */
export function openLane(platform: Platform, circuit: Circuit): Pick<RelayDoors, 'write' | 'circuit'> {
  const call = async (writes: readonly ContactWrite[]) => {
    const results = await platform.write(writes);
    await circuit.report(results.some(({ kind }) => kind !== 'retry'));
    return results;
  };
  const keyOf = ({ externalId }: ContactWrite) => externalId;
  const write = gatherCalls<ContactWrite, WriteResult>({ maxItems: platform.maxWrites, maxCalls: 8, keyOf, call });
  return { write, circuit };
}

/** Few at a time: nobody waits for what is done a day later. */
function openEndings({ endings }: Platform): RelayDoors['endContact'] {
  const end = gatherCalls<Parameters<RelayDoors['endContact']>, Awaited<ReturnType<RelayDoors['endContact']>>>({
    maxItems: 1,
    maxCalls: 4,
    keyOf: ([, externalId]) => externalId,
    call: (items) =>
      Promise.all(
        items.map(async ([mode, externalId]) => {
          // Only settings of another version of ours get here with a mode that the platform does not have.
          return endings[mode]?.(externalId) ?? { kind: 'retry', reason: `the platform cannot ${mode}` };
        }),
      ),
  });
  return async (mode, externalId) => {
    const [result] = await end([[mode, externalId]]);
    return result ?? { kind: 'retry', reason: 'no answer' };
  };
}

/** What the relay needs from outside. */
export function relayDoors(
  ground: Ground,
  own: Pick<RelayDoors, 'isBaselineRead' | 'settings'> & {
    readonly circuit: Circuit;
    readonly sendNudges: ReturnType<typeof createGatherer>;
  },
): RelayDoors {
  const { config, log, bus, dataverse, platform, metadata } = ground;
  const limit = limitLoad(maxRows);
  const hashKey = createSecretKey(Buffer.from(config.addressKey));
  return {
    settings: own.settings,
    look: createRowDoor({ dataverse, ...metadata, pace: createPace(config.dataverse.eventQueriesPerSecond) }),
    recordsOf: (id) => readPermissionRecords(dataverse, id),
    isBaselineRead: own.isBaselineRead,
    ...createWithdrawals(dataverse),
    listed: async () => (await ground.listed('permissions')).map(({ key }) => key),
    ...openLane(platform, own.circuit),
    endContact: openEndings(platform),
    noteDue: openDueRows(ground.control).write,
    records: keepRow(limit(ground.records), countsKey),
    addresses: limit(ground.addresses),
    readContact: platform.read,
    // Half of the hash: long enough that no two people share one, short enough for a table key.
    addressKey: (channel, address) =>
      createHmac('sha256', hashKey)
        .update(`${channel}:${normalAddress(channel, address)}`)
        .digest('hex')
        .slice(0, 32),
    hashOf: (attributes) => createHmac('sha256', hashKey).update(JSON.stringify(attributes)).digest('base64url'),
    sendNudges: async (nudges) => {
      await own.sendNudges(nudges);
    },
    show: async (shown) => {
      // One session a partition: what is shown of a record is never written by two at once.
      const send = ({ table, id }: (typeof shown)[number]) =>
        sendJob(bus, `show~${partitionOf(table, id)}`, { v: 1, show: { table, id } });
      await Promise.all(shown.map(send));
    },
    raise: ground.raise,
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

/** The lane of withdrawals: calls, queries and rows of its own, so that it never waits behind live events. */
export function withdrawalDoors(ground: Ground, relay: RelayDoors, circuit: Circuit): RelayDoors {
  const { config, dataverse, metadata, platform, records, addresses } = ground;
  const pace = createPace(config.dataverse.withdrawalQueriesPerSecond);
  const look = createRowDoor({ dataverse, ...metadata, pace });
  return { ...relay, ...openLane(platform, circuit), records, addresses, look };
}
