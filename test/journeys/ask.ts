import { TableClient } from '@azure/data-tables';
import { ServiceBusClient } from '@azure/service-bus';
import { z } from 'zod';
import type { Columns, House } from './house.ts';

const queues = ['crm-events', 'crm-withdrawals', 'jobs'] as const;
const resultShape = z.looseObject({ lines: z.array(z.string()), ledger: z.string() });

/** The permissions that the platform mails a contact by. */
export async function bitsOn(house: House, id: string): Promise<readonly string[]> {
  const permissions = (await house.contact(id))?.permissions ?? {};
  return Object.keys(permissions).filter((bit) => permissions[bit]);
}

/** A contact with permissions, once everything about it is at the platform; gives its id and that of its first permission row. */
export async function subscribe(
  house: House,
  lastname: string,
  columns: Columns = {},
  bits: readonly number[] = [1],
): Promise<{ readonly id: string; readonly row: string }> {
  const emailaddress1 = `${lastname.toLowerCase()}@example.org`;
  const id = await house.crm.create('contacts', { lastname, emailaddress1, ...columns });
  const [row = ''] = await Promise.all(bits.map((bit) => house.crm.permit('contacts', id, bit)));
  await house.quiet();
  return { id, row };
}

/** Gives an order by a Job row, as the console does, and waits for its end. */
export async function carryOut(
  house: House,
  kind: string,
  argument: unknown = {},
): Promise<{ readonly status: unknown; readonly result: unknown }> {
  const columns = { assent_kind: kind, assent_argument: JSON.stringify(argument), assent_status: 'new' };
  const job = await house.crm.create('assent_jobs', columns);
  await house.quiet();
  const { assent_status: status, assent_result: result } = await house.crm.read(`assent_jobs(${job})`);
  return { status, result: typeof result === 'string' ? JSON.parse(result) : undefined };
}

/** The order *explain*: why is she (not) mailed? */
export async function explain(house: House, id: string, table = 'contact'): Promise<z.infer<typeof resultShape>> {
  return resultShape.parse((await carryOut(house, 'explain', { table, id })).result);
}

/** Lets the time of every scheduled copy come. */
export async function later(house: House, advanceSeconds = 7200): Promise<void> {
  await house.post(`${house.journey}/_control/clock`, { advanceSeconds });
  await house.quiet();
}

/** Fires a timer by hand and waits for what follows from it. */
export async function fire(house: House, name: 'reconcile' | 'feedback' | 'deadLetters'): Promise<void> {
  await fetch(`${house.functions}/admin/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: '' }),
  });
  await house.quiet();
}

/** A host that was killed is started again; until then nobody would receive the next webhook. */
export async function hostIsBack(house: House): Promise<void> {
  const answers = () =>
    fetch(`${house.functions}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 50));
}

export async function endFaults(house: House): Promise<void> {
  for (const url of [house.spotler, house.dataverse]) await fetch(`${url}/_control/faults`, { method: 'DELETE' });
}

/** What a record's last look decided: permission → `yes: …`, `no: …`, `keep: …`. */
export async function lastDecision(house: House, id: string): Promise<Readonly<Record<string, string>>> {
  const decided = (await house.events(id)).findLast(({ event }) => event === 'decided');
  return z.record(z.string(), z.string()).parse(decided?.permissions ?? {});
}

/** The settings that are in force, with one table's changed; saved as the console would. */
export async function saveSettings(house: House, change: (contact: Record<string, unknown>) => object): Promise<void> {
  const [row] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const document = JSON.parse(String(row?.assent_document));
  const contact = { ...document.tables.contact, ...change(document.tables.contact) };
  const changed = { ...document, tables: { ...document.tables, contact } };
  await house.post(`${house.dataverse}/_control/settings`, changed);
  await house.quiet();
  // Every instance believes its copy for two seconds.
  await later(house, 3);
}

export function openTable(house: House, name: string): TableClient {
  return TableClient.fromConnectionString(house.tables, name, { allowInsecureConnection: true });
}

export async function tableRows(house: House, name: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const row of openTable(house, name).listEntities()) rows.push(row);
  return rows;
}

/** Everything that waits, is scheduled or is dead, as whoever may read the bus sees it. */
export async function readMessages(house: House): Promise<readonly unknown[]> {
  const client = new ServiceBusClient(house.serviceBus);
  try {
    const parts = queues.flatMap((queue) => [
      client.createReceiver(queue).peekMessages(500),
      client.createReceiver(queue, { subQueueType: 'deadLetter' }).peekMessages(500),
    ]);
    const found = (await Promise.all(parts)).flat();
    return found.map(({ body, applicationProperties, subject, messageId, sessionId }) => ({
      body,
      applicationProperties,
      subject,
      messageId,
      sessionId,
    }));
  } finally {
    await client.close();
  }
}
