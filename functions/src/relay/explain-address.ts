import { z } from 'zod';
import { recordTables } from '../event/nudge.ts';
import { because } from '../event/suppression.ts';
import { usableAddress } from './address.ts';
import { readPlace, withheldReason } from './address-book.ts';
import { countOf, type ExplainDoors, type Explanation, explainRecord } from './explain.ts';
import { readFacts } from './facts.ts';
import { addressPartition } from './keys.ts';

type Subject = z.infer<typeof holderShape>;
const holderShape = z.object({ table: z.enum(recordTables), id: z.string() });

/** Whose chain is told as well: an address of more records is a shared one of a company, and the list says whom to ask about. */
const maxRecords = 10;

/**
 * "May this address be mailed, and why (not)?": what is known of it, which records hold it, and the explanation of each. The address
 * goes in and never comes out again: not in the answer, not in an error, not in a log line.
 */
export async function explainAddress(
  text: string,
  doors: ExplainDoors,
): Promise<Explanation & { readonly records: readonly Subject[] }> {
  const channel = text.includes('@') ? 'email' : 'sms';
  const address = usableAddress(channel, text);
  if (address === undefined)
    throw new Error('assent_argument: what stands in "address" is no address that can be mailed.');
  const { document } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const key = doors.addressKey(channel, address);
  const { facts } = await readFacts(key, connection, doors);
  const held = await doors.addresses.range(addressPartition(connection, key), 'h~', 'h~~');
  const records = held.map((row) => holderShape.parse(row));
  const withdrawn = Object.entries(facts.counts).filter(([, count]) => count > 0);
  const told = await Promise.all(records.slice(0, maxRecords).map((record) => explainRecord(record, doors)));
  const lines = [
    `This address is held by ${countOf(records.length, 'record')}.`,
    ...(facts.suppressed ? [`The platform mails nobody here: ${because[facts.suppressed]}.`] : []),
    ...withdrawn.map(
      ([permission, count]) =>
        `${permission} was withdrawn here ${count === 1 ? 'once' : `${count} times`}, last by ${facts.causes[permission] ?? 'somebody'}.`,
    ),
    ...(await Promise.all(records.map((record) => saysOf(record, key, connection, doors)))).flat(),
    ...(records.length > maxRecords ? [`Of the first ${maxRecords} of them:`] : []),
    ...told.flatMap((each) => each.lines),
  ];
  const faults = told.flatMap(({ ledger }, index) =>
    ledger === 'holds' ? [] : [`${records[index]?.table} ${records[index]?.id}: ${ledger}`],
  );
  return { lines, ledger: faults.length > 0 ? faults.join('; ') : 'holds', records };
}

async function saysOf({ table, id }: Subject, key: string, connection: string, doors: ExplainDoors) {
  const record = { table, id, nudges: [], again: false, saysDeleted: false };
  const { facts, holder } = await readPlace(key, record, connection, doors);
  return Object.entries(holder?.says ?? {}).map(([permission, said]) => {
    const reason = said === 'yes' ? withheldReason(holder, facts, permission) : undefined;
    return `${table} ${id} says ${said} to ${permission}${effect(said, reason)}.`;
  });
}

function effect(said: string, reason: string | undefined): string {
  if (said !== 'yes') return '';
  return reason === undefined ? ', and that counts' : `, and that does not count: ${reason}`;
}
