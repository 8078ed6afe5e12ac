import { createHash } from 'node:crypto';
import { createDataverse } from '../clients/dataverse.ts';
import { createFindings } from '../clients/findings.ts';
import { http } from '../clients/http.ts';
import { createColumnFacts, createSubscriptions } from '../clients/metadata.ts';
import { openNotes } from '../clients/notes.ts';
import { openOutbox } from '../clients/outbox.ts';
import { progressRow } from '../clients/progress-row.ts';
import { remember } from '../clients/remember.ts';
import { openBus } from '../clients/service-bus.ts';
import { openTable, type Table } from '../clients/tables.ts';
import { createToken } from '../clients/token.ts';
import { openUnreadable } from '../clients/unreadable.ts';
import type { Config } from '../config.ts';
import type { FeedbackDoors } from '../feedback/doors.ts';
import { progressShape } from '../feedback/progress.ts';
import type { Log } from '../log.ts';
import { openSpotler } from './open-spotler.ts';
import { sendFinding } from './send.ts';

/** What every room may be given: the stores, the bus, both foreign systems, opened once. */
export async function openGround(config: Config, log: Log) {
  const [bus, records, addresses, control] = await Promise.all([
    openBus(config.serviceBus),
    openTable(config.tables, 'records'),
    openTable(config.tables, 'addresses'),
    openTable(config.tables, 'control'),
  ]);
  const dataverse = createDataverse(http, config.dataverse.url, createToken(http, config.dataverse));
  const platform = openSpotler(config);
  const notes = openNotes(control);
  const { organizationId, alarms: receiver } = config;
  return {
    config,
    log,
    bus,
    records,
    addresses,
    control,
    dataverse,
    platform,
    connection: 'spotler',
    listed: remember(3_600_000, (_: 'permissions') => platform.listPermissions()),
    metadata: { columns: createColumnFacts(dataverse), ...createSubscriptions(dataverse) },
    raise: createFindings((finding) => sendFinding(bus, finding, true), Date.now),
    notes,
    outbox: openOutbox({ control, http, receiver, organizationId, now: Date.now }),
    unreadable: openUnreadable(control, Date.now),
    progress: openProgress(control, notes),
    /** Another account is another platform: it is read anew. */
    account: createHash('sha256').update(`${config.spotler.url} ${config.spotler.key}`).digest('base64url'),
  };
}

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** How far the platform was read: one row, of the one connection there is. */
function openProgress(control: Table, notes: ReturnType<typeof openNotes>): FeedbackDoors['progress'] {
  const row = progressRow(control, 'feedback');
  return {
    read: async () => progressShape.safeParse(await row.read()).data,
    write: row.write,
    wasRead: async () => (await notes.read('baseline')) !== undefined,
    noteRead: () => notes.write('baseline', { at: new Date().toISOString() }),
  };
}
