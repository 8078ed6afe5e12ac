import type { Columns, House } from '../journeys/house.ts';

export const bits = ['1', '2', '4'] as const;
export type Bit = (typeof bits)[number];
export type Set_ = 'contacts' | 'leads' | 'accounts';

/** A record as the CRM has it at a quiet moment. `address`: as the address is compared, undefined where there is no usable one. */
export type Fact = {
  readonly life: 'active' | 'inactive' | 'merged' | 'absent';
  readonly address: string | undefined;
  readonly says: Readonly<Record<Bit, 'yes' | 'no' | 'nothing'>>;
  readonly name: string;
  /** Its permission rows that are there. */
  readonly rows: readonly { readonly id: string; readonly bit: Bit }[];
};

export type Person = { readonly id: string; readonly set: Set_ };
export type Snapshot = ReadonlyMap<string, Fact>;

export const nobody: Fact = {
  life: 'absent',
  address: undefined,
  says: { 1: 'nothing', 2: 'nothing', 4: 'nothing' },
  name: '',
  rows: [],
};

export const single = { contacts: 'contact', leads: 'lead', accounts: 'account' } as const;

/** The column that carries a name which the platform shows. */
export function nameColumn(set: Set_): 'name' | 'firstname' {
  return set === 'accounts' ? 'name' : 'firstname';
}

/** Subscription rows by the platform's bit: bit → id of the row. */
export async function readSubscriptions(house: House): Promise<ReadonlyMap<Bit, string>> {
  const rows = await house.crm.rows('assent_subscriptions?$select=assent_subscriptionid,assent_externalid');
  return new Map(
    bits.map((bit) => [
      bit,
      String(rows.find(({ assent_externalid }) => assent_externalid === bit)?.assent_subscriptionid),
    ]),
  );
}

/** What the CRM says of everybody now, write-backs of the relay included. */
export async function readCast(
  house: House,
  cast: readonly Person[],
  subscriptions: ReadonlyMap<Bit, string>,
): Promise<Snapshot> {
  const facts = new Map<string, Fact>();
  for (let start = 0; start < cast.length; start += 8) {
    const part = cast.slice(start, start + 8);
    const read = await Promise.all(part.map((person) => readPerson(house, person, subscriptions)));
    part.forEach(({ id }, index) => {
      facts.set(id, read[index] ?? nobody);
    });
  }
  return facts;
}

async function readPerson({ crm }: House, { id, set }: Person, subscriptions: ReadonlyMap<Bit, string>): Promise<Fact> {
  const table = single[set];
  const columns = `emailaddress1,statecode,merged,donotbulkemail,${nameColumn(set)}`;
  const [row] = await crm.rows(`${set}?$select=${columns}&$filter=${table}id eq ${id}`);
  if (!row) return nobody;
  const rows = await crm.rows(`assent_permissions?$filter=_assent_${table}id_value eq ${id}`);
  return {
    life: row.merged === true ? 'merged' : row.statecode === 0 ? 'active' : 'inactive',
    address: typeof row.emailaddress1 === 'string' ? row.emailaddress1.trim().toLowerCase() : undefined,
    says: {
      1: saysOf('1', row, rows, subscriptions),
      2: saysOf('2', row, rows, subscriptions),
      4: saysOf('4', row, rows, subscriptions),
    },
    name: String(row[nameColumn(set)] ?? ''),
    rows: rows.flatMap((each) => {
      const bit = bits.find((one) => subscriptions.get(one) === each._assent_subscriptionid_value);
      return bit === undefined ? [] : [{ id: String(each.assent_permissionid), bit }];
    }),
  };
}

function saysOf(bit: Bit, row: Columns, rows: readonly Columns[], subscriptions: ReadonlyMap<Bit, string>) {
  if (row.donotbulkemail === true) return 'no';
  const mine = rows.filter(
    (each) => each._assent_subscriptionid_value === subscriptions.get(bit) && each.statecode === 0,
  );
  if (mine.some(({ assent_granted }) => assent_granted !== true)) return 'no';
  return mine.length > 0 ? 'yes' : 'nothing';
}
