import type { TableClient } from '@azure/data-tables';
import { partitionOf } from '../../functions/src/event/partition.ts';
import { stateKey } from '../../functions/src/relay/keys.ts';
import { replay, verify } from '../../functions/src/relay/ledger.ts';
import { readLedger } from '../../functions/src/relay/ledger-rows.ts';
import { fromStateRow } from '../../functions/src/relay/state.ts';
import { openTable } from '../journeys/ask.ts';
import type { Contact, House } from '../journeys/house.ts';
import { bits, type Fact, type Person, type Snapshot, single } from './cast.ts';
import type { Expected } from './expect.ts';

export type Violation = { readonly id: string; readonly what: string };
export type Checked = {
  readonly violations: readonly Violation[];
  /** Records of which the platform does not have what it should, and contacts that are there twice. */
  readonly lost: number;
  /** `id~bit` of what is on. */
  readonly on: ReadonlySet<string>;
};

const connection = 'spotler';

/** The platform beside what is certain, beside what we told it, and the ledger beside that. Ids only. */
export async function check(
  house: House,
  cast: readonly Person[],
  now: Snapshot,
  expected: readonly Expected[],
): Promise<Checked> {
  const violations: Violation[] = [];
  const on = new Set<string>();
  let lost = 0;
  const records = openTable(house, 'records');
  for (const person of cast) {
    const contact = await house.contact(person.id);
    for (const bit of bits) if (contact?.permissions[bit]) on.add(`${person.id}~${bit}`);
    const missing = whatIsMissing(person, now.get(person.id), contact);
    if (missing) violations.push({ id: person.id, what: `lost: ${missing}` });
    lost += missing ? 1 : 0;
    violations.push(...(await compareMemory(person, on, records)));
  }
  for (const { id, bit, to, why } of expected) {
    const is = on.has(`${id}~${bit}`) ? 'on' : 'off';
    if (is === to) continue;
    violations.push({ id, what: `bit ${bit} is ${is} and must be ${to}: ${why}` });
    if (to === 'on') lost += 1;
  }
  return { violations, lost, on };
}

function whatIsMissing({ set }: Person, fact: Fact | undefined, contact: Contact | undefined): string | undefined {
  if (fact?.life !== 'active') return undefined;
  if (!contact) return 'the contact';
  const { firstName, organisation, email } = contact.properties;
  if ((set === 'accounts' ? organisation : firstName) !== fact.name) return 'the name';
  return fact.address !== undefined && email?.toLowerCase() !== fact.address ? 'the address' : undefined;
}

/** What we remember to have told is what the platform has; and the chain of the ledger holds and tells the same. */
async function compareMemory(
  { id, set }: Person,
  on: ReadonlySet<string>,
  records: TableClient,
): Promise<readonly Violation[]> {
  const table = single[set];
  const partition = partitionOf(table, id);
  const row = await records.getEntity(partition, stateKey(connection, table, id)).catch(() => undefined);
  const isOn = bits.filter((bit) => on.has(`${id}~${bit}`)).join();
  if (!row) return isOn === '' ? [] : [{ id, what: `${isOn} on, and nothing is remembered of it` }];
  const state = fromStateRow({ ...row, etag: String(row.etag) });
  const entries = await readLedger(
    { partition, connection, table, id },
    { range: (...where) => range(records, ...where) },
  );
  const fault = verify(entries, state);
  const told = (from: Readonly<Record<string, boolean>>) => bits.filter((bit) => from[`${bit}~email`]).join();
  return [
    ...(told(state.told) === isOn ? [] : [{ id, what: `on is ${isOn}, told is ${told(state.told)}` }]),
    ...(state.pending.length === 0 ? [] : [{ id, what: `still under way: ${state.pending.join()}` }]),
    ...(fault === undefined ? [] : [{ id, what: `ledger: ${fault}` }]),
    ...(told(replay(entries)) === told(state.told) ? [] : [{ id, what: 'the ledger tells something else than told' }]),
  ];
}

async function range(records: TableClient, partition: string, from: string, to: string) {
  const filter = `PartitionKey eq '${partition}' and RowKey ge '${from}' and RowKey le '${to}'`;
  const rows = [];
  for await (const row of records.listEntities({ queryOptions: { filter } }))
    rows.push({ ...row, etag: String(row.etag), partitionKey: String(row.partitionKey), rowKey: String(row.rowKey) });
  return rows;
}
