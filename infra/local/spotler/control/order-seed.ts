import { z } from 'zod';
import { permissionsProperty } from '../contacts/contact.ts';
import { writeContact } from '../contacts/write-contact.ts';
import type { Sandbox } from '../sandbox.ts';

export const seedOrder = z.object({ contacts: z.int().min(1).max(2_000_000), prefix: z.string().default('seed-') });

const firstNames = ['Anna', 'Bram', 'Chris', 'Daan', 'Eva', 'Femke', 'Guus', 'Hanna', 'Iris', 'Joost', 'Kim', 'Lotte'];
const lastNames = [
  'Bakker',
  'de Boer',
  'Dekker',
  'Jansen',
  'Mulder',
  'Peters',
  'Smit',
  'Visser',
  'de Vries',
  'Willems',
];

/** Adds invented contacts, as if one key had written them: every other one holds the first permission. */
export function seedContacts(sandbox: Sandbox, { contacts, prefix }: z.infer<typeof seedOrder>): number {
  const [permission] = sandbox.account.properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  for (let at = 1; at <= contacts; at += 1) {
    writeContact(sandbox, {
      externalId: `${prefix}${at}`,
      externalIdField: sandbox.account.consumers[0]?.externalIdField ?? 'externalId',
      properties: {
        email: `${prefix}${at}@people.example`,
        firstName: firstNames[at % firstNames.length],
        lastName: lastNames[at % lastNames.length],
        ...(permission ? { permissions: [{ bit: permission.bit, enabled: at % 2 === 0 }] } : {}),
      },
      testGroup: undefined,
      purge: false,
      mode: 'upsert',
      call: 'Invented',
    });
  }
  return sandbox.contacts.size();
}
