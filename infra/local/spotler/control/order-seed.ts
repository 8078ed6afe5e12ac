import { z } from 'zod';
import { permissionsProperty } from '../contacts/contact.ts';
import { writeContact } from '../contacts/write-contact.ts';
import type { Sandbox } from '../sandbox.ts';

/**
 * `guids`: external ids as a CRM has them, instead of the prefix and a number. `overDays`: when they were last changed, evenly.
 * `allOn`: each with every permission.
 */
export const seedOrder = z.object({
  contacts: z.int().min(1).max(2_000_000),
  prefix: z.string().default('seed-'),
  guids: z.boolean().default(false),
  overDays: z.number().min(0).default(0),
  allOn: z.boolean().default(false),
});

const dayMs = 86_400_000;

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

/** Adds invented contacts, as if one key had written them: every other one holds the first permission, or each holds all. */
export function seedContacts(sandbox: Sandbox, order: z.infer<typeof seedOrder>): number {
  const { contacts, prefix, guids, overDays, allOn } = order;
  const permissions = sandbox.account.properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  for (let at = 1; at <= contacts; at += 1) {
    const bits = permissions
      .slice(0, allOn ? undefined : 1)
      .map(({ bit }) => ({ bit, enabled: allOn || at % 2 === 0 }));
    const now = () => sandbox.clock.now() - (overDays * dayMs * (contacts - at)) / contacts;
    writeContact(
      { ...sandbox, clock: { ...sandbox.clock, now } },
      {
        externalId: guids ? `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}` : `${prefix}${at}`,
        externalIdField: sandbox.account.consumers[0]?.externalIdField ?? 'externalId',
        properties: {
          email: `${prefix}${at}@people.example`,
          firstName: firstNames[at % firstNames.length],
          lastName: lastNames[at % lastNames.length],
          ...(bits.length > 0 ? { permissions: bits } : {}),
        },
        testGroup: undefined,
        purge: false,
        mode: 'upsert',
        call: 'Invented',
      },
    );
  }
  return sandbox.contacts.size();
}
