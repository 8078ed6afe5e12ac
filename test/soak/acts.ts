import type { House } from '../journeys/house.ts';
import { type Bit, bits, nameColumn, type Person, type Set_, single } from './cast.ts';
import type { Chance } from './chance.ts';
import { notePlace, noteWord, type Round } from './round.ts';

/** A record as the one who works in the CRM knows it. */
export type Actor = Person & {
  life: 'active' | 'inactive' | 'merged' | 'absent';
  address: string | undefined;
  rows: { readonly id: string; readonly bit: Bit }[];
};

export type Stage = {
  readonly house: House;
  readonly chance: Chance;
  readonly subscriptions: ReadonlyMap<Bit, string>;
  readonly cast: Actor[];
  readonly addresses: readonly string[];
  round: Round;
};

/** Nothing that is drawn here may depend on what the house answers: else the seed alone would not tell the history. */
const acts: readonly (readonly [number, (stage: Stage, actor: Actor) => Promise<void>])[] = [
  [10, create],
  [14, give],
  [16, grant],
  [8, withdraw],
  [1, refuse],
  [3, removeRow],
  [2, closeRow],
  [3, stop],
  [6, move],
  [8, rename],
  [3, deactivate],
  [7, activate],
  [2, remove],
  [2, merge],
  [3, press],
  [5, unsubscribe],
  [1, subscribe],
  [0.6, close],
  [1, softBounce],
];

/** One thing that somebody does: in the CRM, or as a recipient. */
export async function actOnce(stage: Stage): Promise<void> {
  const { chance, cast } = stage;
  const there = cast.filter(({ life }) => life === 'active' || life === 'inactive');
  const act = chance.share() < 0.5 && there.length < fewestThere ? create : (chance.weighed(acts) ?? create);
  const actor = chance.pick(there);
  if (actor && act !== create) stage.round.acts.push({ id: actor.id, act: act.name });
  await (actor ? act(stage, actor) : create(stage));
}

async function create({ house, chance, cast, round, subscriptions, addresses }: Stage): Promise<void> {
  const set = chance.weighed<Set_>([
    [6, 'contacts'],
    [2, 'leads'],
    [2, 'accounts'],
  ]);
  if (!set || cast.filter(({ life }) => life === 'active').length >= maxLiving) return;
  const id = chance.guid();
  const address = chance.share() < 0.9 ? pickAddress(chance, addresses) : undefined;
  const name = `Zwijg${chance.nat(1e6)}`;
  const rest = { contacts: { lastname: name }, leads: { lastname: name, subject: name }, accounts: {} }[set];
  const actor: Actor = { id, set, life: 'active', address, rows: [] };
  cast.push(actor);
  notePlace(round, id, address);
  await house.crm.create(set, {
    ...rest,
    [`${single[set]}id`]: id,
    [nameColumn(set)]: name,
    ...(address ? { emailaddress1: address } : {}),
  });
  if (chance.share() < 0.8) await addRow({ house, chance, round, subscriptions }, actor, true);
}

async function addRow(
  { house, chance, round, subscriptions }: Pick<Stage, 'house' | 'chance' | 'round' | 'subscriptions'>,
  actor: Actor,
  granted: boolean,
): Promise<void> {
  const [bit, row] = [chance.share() < 0.5 ? '1' : (chance.pick(bits) ?? '1'), chance.guid()];
  actor.rows.push({ id: row, bit });
  noteWord(round, actor.id, [bit], granted ? 'yes' : 'less');
  await house.crm.create('assent_permissions', {
    assent_permissionid: row,
    [`assent_${single[actor.set]}id@odata.bind`]: `/${actor.set}(${actor.id})`,
    'assent_subscriptionid@odata.bind': `/assent_subscriptions(${subscriptions.get(bit)})`,
    assent_channel: 1,
    assent_granted: granted,
  });
}

async function give(stage: Stage, actor: Actor): Promise<void> {
  await addRow(stage, actor, true);
}

async function refuse(stage: Stage, actor: Actor): Promise<void> {
  await addRow(stage, actor, false);
}

async function grant(stage: Stage, actor: Actor): Promise<void> {
  await setRow(stage, actor, true);
}

async function withdraw(stage: Stage, actor: Actor): Promise<void> {
  await setRow(stage, actor, false);
}

async function setRow({ house, chance, round }: Stage, actor: Actor, granted: boolean): Promise<void> {
  const row = chance.pick(actor.rows);
  if (!row) return;
  noteWord(round, actor.id, [row.bit], granted ? 'yes' : 'less');
  await house.crm.update('assent_permissions', row.id, { assent_granted: granted });
}

async function removeRow({ house, chance, round }: Stage, actor: Actor): Promise<void> {
  const row = chance.pick(actor.rows);
  if (!row) return;
  actor.rows = actor.rows.filter(({ id }) => id !== row.id);
  noteWord(round, actor.id, [row.bit], 'less');
  await house.crm.remove('assent_permissions', row.id);
}

/** A permission row that is made inactive says nothing; it may be made active again. */
async function closeRow({ house, chance, round }: Stage, actor: Actor): Promise<void> {
  const row = chance.pick(actor.rows);
  const statecode = chance.nat(2);
  if (!row) return;
  noteWord(round, actor.id, [row.bit], 'less');
  await house.crm.update('assent_permissions', row.id, { statecode, statuscode: statecode + 1 });
}

async function stop({ house, chance, round }: Stage, actor: Actor): Promise<void> {
  noteWord(round, actor.id, bits, 'less');
  await house.crm.update(actor.set, actor.id, { donotbulkemail: chance.share() < 0.3 });
}

async function move({ house, chance, round, addresses }: Stage, actor: Actor): Promise<void> {
  const address = chance.share() < 0.85 ? pickAddress(chance, addresses) : undefined;
  const spelt = chance.share() < 0.2 ? address?.toUpperCase() : address;
  actor.address = address;
  notePlace(round, actor.id, address);
  await house.crm.update(actor.set, actor.id, { emailaddress1: spelt ?? null });
}

async function rename({ house, chance }: Stage, { set, id }: Actor): Promise<void> {
  await house.crm.update(set, id, { [nameColumn(set)]: `Zwijg${chance.nat(1e6)}` });
}

async function deactivate(stage: Stage, actor: Actor): Promise<void> {
  await setState(stage, actor, 'inactive');
}

async function activate(stage: Stage, actor: Actor): Promise<void> {
  await setState(stage, actor, 'active');
}

async function setState({ house, round }: Stage, actor: Actor, life: 'active' | 'inactive'): Promise<void> {
  // A lead is closed as disqualified.
  const closed = actor.set === 'leads' ? 2 : 1;
  actor.life = life;
  round.turned.add(actor.id);
  await house.crm.update(actor.set, actor.id, { statecode: life === 'active' ? 0 : closed });
}

async function remove({ house, round }: Stage, actor: Actor): Promise<void> {
  actor.life = 'absent';
  actor.rows = [];
  round.moved.add(actor.id);
  await house.crm.remove(actor.set, actor.id);
}

/** The winner takes the permission rows of the one that is merged away. */
async function merge({ house, chance, cast, round }: Stage, loser: Actor): Promise<void> {
  const winner = chance.pick(cast.filter((each) => each !== loser && each.set === loser.set && each.life === 'active'));
  if (!winner) return;
  winner.rows = [...winner.rows, ...loser.rows];
  loser.rows = [];
  loser.life = 'merged';
  for (const { id } of [winner, loser]) {
    round.merged.add(id);
    round.moved.add(id);
    noteWord(round, id, bits, 'less');
  }
  const table = single[loser.set];
  await house.crm.action('Merge', {
    Target: { '@odata.type': `Microsoft.Dynamics.CRM.${table}`, [`${table}id`]: winner.id },
    Subordinate: { '@odata.type': `Microsoft.Dynamics.CRM.${table}`, [`${table}id`]: loser.id },
    PerformParentingChecks: false,
  });
}

/** The button *Sync now*. It says so where nobody can hear it just now. */
async function press({ house }: Stage, { set, id }: Actor): Promise<void> {
  await house.crm.action('assent_SyncRecord', { Table: single[set], Ids: [id] }).catch((error: Error) => {
    if (!error.message.includes('The webhook call failed')) throw error;
  });
}

async function unsubscribe({ house, chance, round }: Stage, { id }: Actor): Promise<void> {
  const bit = chance.pick(bits) ?? '1';
  const contact = await house.contact(id);
  if (!contact?.permissions[bit]) return;
  round.asked.push({ id, bits: [bit], address: contact.properties.email?.toLowerCase() });
  await house.post(`${house.spotler}/_control/unsubscribe`, { externalId: id, bit: Number(bit) });
}

/** Somebody ticks a permission on the platform's profile page: the CRM decides whether it stays. */
async function subscribe({ house, chance }: Stage, { id }: Actor): Promise<void> {
  const bit = chance.pick(bits) ?? '1';
  const contact = await house.contact(id);
  if (contact?.state !== 'active') return;
  await house.post(`${house.spotler}/_control/subscribe`, { externalId: id, bit: Number(bit) });
}

async function close({ house, chance, round }: Stage, { id }: Actor): Promise<void> {
  const way = chance.nat(3);
  const contact = await house.contact(id);
  if (contact?.state !== 'active') return;
  round.closed.push({ id, address: contact.properties.email?.toLowerCase() });
  const externalId = id;
  if (way === 0) await house.post(`${house.spotler}/_control/unsubscribe`, { externalId, global: true });
  if (way === 1) await house.post(`${house.spotler}/_control/complaint`, { externalId });
  if (way === 2) await house.post(`${house.spotler}/_control/bounce`, { externalId, type: 'HARDBOUNCE' });
}

async function softBounce({ house }: Stage, { id }: Actor): Promise<void> {
  if (!(await house.contact(id))) return;
  await house.post(`${house.spotler}/_control/bounce`, { externalId: id, type: 'SOFTBOUNCE' });
}

/** Some addresses are shared by many, some are one record's own. */
function pickAddress(chance: Chance, addresses: readonly string[]): string | undefined {
  return addresses[Math.floor(chance.share() ** 2 * addresses.length)];
}

/** Records at once: few addresses shared by few is where it is hard. */
const fewestThere = 25;
const maxLiving = 40;
