import { createRow } from '../messages/create-row.ts';
import type { Transaction } from '../messages/transaction.ts';
import type { Reference, Values } from '../store/row.ts';
import { cities, companies, firstNames, lastNames, pick } from './names.ts';

export type SeedCounts = { readonly contacts: number; readonly leads: number; readonly accounts: number };

/** Invented records, and for each a few permission rows on the subscriptions that are there. `first`: number to begin with. */
export function seedRows(tx: Transaction, counts: SeedCounts, first: number): void {
  const accounts = make(tx, 'account', counts.accounts, first, (n) => accountValues(n));
  make(tx, 'contact', counts.contacts, first, (n) => ({
    ...personValues('contact', n),
    ...(accounts.length > 0 && n % 3 === 0 && { parentcustomerid: accounts[n % accounts.length] ?? null }),
  }));
  make(tx, 'lead', counts.leads, first, (n) => ({
    ...personValues('lead', n),
    subject: 'Request by the web form',
    companyname: pick(companies, n, 5),
  }));
}

function make(
  tx: Transaction,
  name: string,
  count: number,
  first: number,
  valuesOf: (number: number) => Values,
): readonly Reference[] {
  const table = tx.org.schema.table(name);
  if (!table) return [];
  return Array.from({ length: count }, (_, index) => {
    const id = createRow(tx, table, valuesOf(first + index));
    addPermissions(tx, { table: name, id }, first + index);
    return { table: name, id };
  });
}

/** Two of three records say yes to a subscription, one says no, some say nothing. */
function addPermissions(tx: Transaction, parent: Reference, number: number): void {
  const table = tx.org.schema.table('assent_permission');
  const lookup = `assent_${parent.table}id`;
  if (!table?.columns.has(lookup)) return;
  const subscriptions = [...tx.org.store.rows('assent_subscription').all()];
  subscriptions.forEach((subscription, index) => {
    if ((number + index) % 4 === 3) return;
    createRow(tx, table, {
      [lookup]: parent,
      assent_subscriptionid: { table: 'assent_subscription', id: subscription.id },
      assent_channel: 1,
      assent_granted: (number + index) % 3 !== 2,
      assent_source: 'seed',
    });
  });
}

function accountValues(n: number): Values {
  return {
    name: `${pick(companies, n, 1)} ${n}`,
    emailaddress1: `info.${n}@firm.example.org`,
    telephone1: `+31 30 555 ${String(n % 10_000).padStart(4, '0')}`,
    ...address(n),
  };
}

function personValues(kind: string, n: number): Values {
  const firstname = pick(firstNames, n, 2);
  const lastname = pick(lastNames, n, 3);
  const mailbox = `${firstname}.${lastname}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z.]/g, '');
  return {
    firstname,
    lastname,
    emailaddress1: `${mailbox}.${n}@${kind}.example.org`,
    mobilephone: `+31 6 555${String(n % 100_000).padStart(5, '0')}`,
    ...(kind === 'contact' && { gendercode: (n % 2) + 1, birthdate: `${1950 + (n % 50)}-0${(n % 9) + 1}-1${n % 9}` }),
    ...address(n),
  };
}

function address(n: number): Values {
  return {
    address1_line1: `Lindenlaan ${(n % 180) + 1}`,
    address1_postalcode: `${1000 + (n % 9000)} AB`,
    address1_city: pick(cities, n, 4),
    address1_country: n % 4 === 3 ? 'United Kingdom' : 'Nederland',
  };
}
