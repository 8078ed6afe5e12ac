import { partitionOf } from '../../../functions/src/event/partition.ts';
import type { House } from '../../journeys/house.ts';

/** One webhook of an Update of a contact, as Dataverse sends it. */
export function nudge(house: House, id: string): Promise<void> {
  return postWebhook(house, { PrimaryEntityName: 'contact', PrimaryEntityId: id, MessageName: 'Update' });
}

/** One webhook that names up to 100 contacts: those of one partition travel as one bundle. */
export function nudgeMany(house: House, ids: readonly string[]): Promise<void> {
  return postWebhook(house, {
    PrimaryEntityName: 'none',
    PrimaryEntityId: ids[0],
    MessageName: 'assent_SyncRecord',
    InputParameters: [
      { key: 'Table', value: 'contact' },
      { key: 'Ids', value: ids },
    ],
  });
}

export async function postWebhook(house: House, context: Readonly<Record<string, unknown>>): Promise<void> {
  const body = JSON.stringify({ OrganizationId: house.organizationId, InputParameters: [], ...context });
  const answer = await fetch(`${house.webhook}?code=${house.webhookKey}`, { method: 'POST', body });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`The webhook answered ${answer.status}.`);
}

/** Seeds contacts past every step and gives the ids of those with an address, partition by partition. */
export async function seedContacts(house: House, count: number): Promise<readonly string[]> {
  await house.post(`${house.dataverse}/_control/seed`, { contacts: count, leads: 0, accounts: 0 });
  const rows = await house.crm.rows('contacts?$select=contactid&$filter=contains(emailaddress1,%27@%27)');
  const ids = rows.map((row) => String(row.contactid));
  return ids.sort((a, b) => (partitionOf('contact', a) < partitionOf('contact', b) ? -1 : 1));
}

/** `ids` in slices of 100. */
export function hundreds(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / 100) }, (_, at) => ids.slice(at * 100, at * 100 + 100));
}

/** Waits until nothing is under way, however long a loaded machine takes for it. */
export async function untilQuiet(house: House): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    const done = await house.quiet().then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  throw new Error('The house does not come to rest.');
}
