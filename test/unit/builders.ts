import type { ContactWrite, WriteResult } from '../../functions/src/event/contact-write.ts';
import type { Due } from '../../functions/src/event/due.ts';
import type { Nudge } from '../../functions/src/event/nudge.ts';
import type { PermissionKey } from '../../functions/src/event/permission.ts';
import type { Look, PermissionRow, Row } from '../../functions/src/event/record.ts';
import type { Settings, TableSettings } from '../../functions/src/event/settings.ts';
import type { LogEvent, LogFields } from '../../functions/src/log.ts';
import type { RelayDoors, StoreChange, StoredRow } from '../../functions/src/relay/doors.ts';
import { type BundleMessage, handleBundle } from '../../functions/src/relay/handle-bundle.ts';
import { countsKey, stateKey } from '../../functions/src/relay/keys.ts';
import { fromCountsRow, fromStateRow, type State, unknownRecord } from '../../functions/src/relay/state.ts';

/** Each builder makes something good and whole; a test states only what it is about. */

export const newsletter: PermissionKey = '1~email';
export const events: PermissionKey = '2~email';

/** An invented id that ends in `number`. */
export function idOf(number: number): string {
  return `0f0e0d0c-0b0a-4908-8706-${String(number).padStart(12, '0')}`;
}

export function tableSettings(over: Partial<TableSettings> = {}): TableSettings {
  return {
    address: { email: 'emailaddress1' },
    fields: [{ column: 'firstname', property: 'firstName' }],
    conditions: [],
    consents: [],
    stop: { email: ['donotbulkemail'], sms: [] },
    ...over,
  };
}

export function settings(over: Partial<TableSettings> = {}): Settings {
  return {
    version: 1,
    connections: [{ alias: 'spotler', platform: 'spotler' }],
    tables: { contact: tableSettings(over), lead: tableSettings(over) },
  };
}

export function permissionRow(over: Partial<PermissionRow> = {}): PermissionRow {
  return { id: idOf(900), version: '1', active: true, externalId: '1', channel: 'email', granted: true, ...over };
}

type RowParts = Partial<Omit<Row, 'values'>> & { readonly values?: Row['values'] };

/** An active person with an address who may be mailed: `values` are added to hers. */
export function row({ values, ...over }: RowParts = {}): Row {
  return {
    version: '100',
    active: true,
    merged: false,
    labels: {},
    permissionRows: [permissionRow()],
    ...over,
    values: { firstname: 'Eva', emailaddress1: 'eva@example.org', donotbulkemail: false, ...values },
  };
}

export function found(over: RowParts = {}): Look {
  return { kind: 'found', row: row(over) };
}

export function state(over: Partial<State> = {}): State {
  return { ...unknownRecord, version: '100', generation: 'g1', ...over };
}

export function nudge(over: Partial<Nudge> = {}): Nudge {
  return { table: 'contact', id: idOf(1), message: 'Update', ...over };
}

export function message(nudges: readonly Nudge[], over: Partial<BundleMessage> = {}): BundleMessage {
  return { partition: 'p00', messageId: 'bundle-1', body: { v: 1, nudges }, ...over };
}

export function contactWrite(over: Partial<ContactWrite> = {}): ContactWrite {
  return {
    externalId: idOf(1),
    kind: 'give',
    attributes: { email: 'eva@example.org' },
    permissions: { [newsletter]: true },
    told: false,
    until: Number.MAX_SAFE_INTEGER,
    ...over,
  };
}

/** Table Storage in memory: ETags, one partition in a transaction, all or nothing. */
export function memoryTable() {
  const rows = new Map<string, StoredRow>();
  let versions = 0;
  const keyOf = (partitionKey: string, rowKey: string) => `${partitionKey}/${rowKey}`;
  const placeOf = (change: StoreChange) => (change.kind === 'delete' ? change : change.row);
  const fits = (change: StoreChange) => {
    const { partitionKey, rowKey } = placeOf(change);
    const stored = rows.get(keyOf(partitionKey, rowKey));
    if (change.kind === 'put') return stored?.etag === change.etag;
    return change.kind === 'upsert' || stored !== undefined;
  };
  const check = (changes: readonly StoreChange[]) => {
    const keys = changes.map((change) => keyOf(placeOf(change).partitionKey, placeOf(change).rowKey));
    if (new Set(keys).size !== keys.length) throw new Error('One row twice in a transaction.');
    if (changes.length > 100) throw new Error('More than 100 changes in a transaction.');
    if (new Set(changes.map((change) => placeOf(change).partitionKey)).size > 1) throw new Error('Two partitions.');
    const wrong = changes.flatMap((change) => [placeOf(change).partitionKey, placeOf(change).rowKey]);
    if (wrong.some((key) => !/^[a-z0-9~._-]{1,200}$/.test(key))) throw new Error('A key that Azure refuses.');
  };
  return {
    rows,
    get: async (partitionKey: string, rowKey: string) => rows.get(keyOf(partitionKey, rowKey)),
    range: async (partitionKey: string, from: string, to: string) =>
      [...rows.values()]
        .filter((stored) => stored.partitionKey === partitionKey && stored.rowKey >= from && stored.rowKey < to)
        .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1)),
    transact: async (changes: readonly StoreChange[]): Promise<readonly string[] | 'conflict'> => {
      check(changes);
      if (!changes.every(fits)) return 'conflict';
      return changes.map((change) => {
        const { partitionKey, rowKey } = placeOf(change);
        versions += 1;
        if (change.kind === 'delete') rows.delete(keyOf(partitionKey, rowKey));
        else rows.set(keyOf(partitionKey, rowKey), { ...change.row, etag: `e${versions}` });
        return change.kind === 'delete' ? '' : `e${versions}`;
      });
    },
  };
}

type OnPlatform = { readonly attributes: Record<string, string | null>; readonly permissions: Record<string, boolean> };

/**
 * The relay's whole world in memory: a CRM, a platform, a store and a bus. `answer` says what the platform answers to a write
 * instead of doing it, or in spite of it (`applies`).
 */
export function world(over: Partial<RelayDoors> = {}) {
  const crm = new Map<string, Look>();
  const contacts = new Map<string, OnPlatform>();
  const store = memoryTable();
  const addresses = memoryTable();
  const writes: ContactWrite[][] = [];
  const sent: Nudge[] = [];
  const ended: string[] = [];
  const due: Due[] = [];
  const copies: Parameters<RelayDoors['scheduleCopy']>[0][] = [];
  const lines: (LogFields & { readonly event: LogEvent })[] = [];
  const script: { answer: (write: ContactWrite) => (WriteResult & { readonly applies?: true }) | undefined } = {
    answer: () => undefined,
  };

  const apply = ({ externalId, kind, attributes, permissions }: ContactWrite) => {
    const before = contacts.get(externalId);
    if (!before && kind === 'take') return;
    contacts.set(externalId, {
      attributes: { ...before?.attributes, ...attributes },
      permissions: { ...before?.permissions, ...permissions },
    });
  };

  const doors: RelayDoors = {
    settings: async () => ({ document: settings(), generation: 'g1' }),
    look: async (wishes) => wishes.map(({ table, id }) => crm.get(`${table}~${id}`) ?? { kind: 'absent' }),
    recordsOf: async () => ({ kind: 'absent' }),
    listed: async () => [newsletter, events],
    isBaselineRead: async () => true,
    withdrawRow: async () => ({ kind: 'refused', code: 'not here' }),
    withdrawColumns: async () => ({ kind: 'refused', code: 'not here' }),
    write: async (items) => {
      writes.push([...items]);
      return items.map((item) => {
        const answer = script.answer(item);
        if (!answer || answer.applies) apply(item);
        return answer ?? { kind: 'done' };
      });
    },
    circuit: { enter: async () => 'free', leave: async () => undefined },
    endContact: async (mode, id) => {
      ended.push(`${mode} ${id}`);
      contacts.delete(id);
      return { kind: 'done' };
    },
    noteDue: async (dues) => void due.push(...dues),
    records: store,
    addresses,
    addressKey: (channel, address) => `${channel}-${address.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}`,
    readContact: async (externalId) => {
      const contact = contacts.get(externalId);
      return contact ? { kind: 'found', permissions: contact.permissions } : { kind: 'absent' };
    },
    hashOf: (attributes) => JSON.stringify(attributes),
    sendNudges: async (nudges) => void sent.push(...nudges),
    show: async () => undefined,
    raise: async () => undefined,
    scheduleCopy: async (copy) => void copies.push(copy),
    partitionOf: () => 'p00',
    log: (event, fields) => void lines.push({ event, ...fields }),
    random: () => 0.5,
    now: () => Date.UTC(2026, 0, 2),
    ...over,
  };

  return {
    doors,
    crm,
    contacts,
    store,
    addresses,
    writes,
    sent,
    copies,
    /** Second steps of withdrawals, as `anonymise <id>`; and what is to be looked at again. */
    ended,
    due,
    lines,
    script,
    handle: (bundle: BundleMessage) => handleBundle(bundle, doors),
    /** What is remembered of a contact. */
    stateOf: async (id: string) => {
      const stored = await store.get('p00', stateKey('spotler', 'contact', id));
      return stored && fromStateRow(stored);
    },
    counts: async () => fromCountsRow(await store.get('p00', countsKey)),
    outcomes: () => lines.filter(({ event }) => event === 'ended'),
  };
}
