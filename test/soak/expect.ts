import { type Bit, bits, type Fact, nobody, type Snapshot } from './cast.ts';
import type { Round } from './round.ts';

/** What is certain from one quiet moment to the next. Keys: `id~bit`, `address~bit`. */
export type Memory = {
  /** A yes that stood through a withdrawal at its address: off for as long as it is not given anew. */
  readonly latched: Set<string>;
  /** Addresses that the platform mails no more; `shadow` and `tainted`: addresses and records of which that may be so. */
  readonly closed: Set<string>;
  readonly shadow: Set<string>;
  readonly tainted: Set<string>;
  /** Permissions that may ever have been withdrawn at an address; `unclean`: of records that ever were at one, or merged. */
  readonly dirty: Set<string>;
  readonly unclean: Set<string>;
  /** On at the last quiet moment. */
  readonly on: Set<string>;
};

export type Expected = { readonly id: string; readonly bit: Bit; readonly to: 'on' | 'off'; readonly why: string };

export function nothingKnown(): Memory {
  return {
    latched: new Set(),
    closed: new Set(),
    shadow: new Set(),
    tainted: new Set(),
    dirty: new Set(),
    unclean: new Set(),
    on: new Set(),
  };
}

/** The rules of permissions, written from the rules alone; where the order of looks decides, nothing is expected. */
export function expectAll(before: Snapshot, now: Snapshot, round: Round, memory: Memory): readonly Expected[] {
  const stirred = stir(before, round, memory);
  const then = (id: string) => before.get(id) ?? nobody;
  /** At one address all the time, and there. */
  const stayed = (id: string, fact: Fact) =>
    !round.moved.has(id) && fact.address !== undefined && then(id).address === fact.address;
  const stood = (id: string, fact: Fact, bit: Bit) =>
    stayed(id, fact) && fact.says[bit] === 'yes' && then(id).says[bit] === 'yes' && !round.spoken.has(`${id}~${bit}`);

  for (const key of memory.latched) {
    const [id = '', bit] = key.split('~');
    const one = bits.find((each) => each === bit) ?? '1';
    if (round.spoken.has(key) || now.get(id)?.says[one] !== 'yes') memory.latched.delete(key);
  }
  const withdraw = (address: string | undefined, bit: Bit, by?: string) => {
    for (const [id, fact] of now)
      if (id !== by && fact.address === address && stood(id, fact, bit)) memory.latched.add(`${id}~${bit}`);
  };
  for (const [id, fact] of now)
    for (const bit of bits) {
      const [was, is] = [then(id).says[bit], fact.says[bit]];
      const isThere = [then(id), fact].every(({ life }) => life === 'active' || life === 'inactive');
      if (!isThere || !stayed(id, fact)) continue;
      if ((was === 'yes' && is !== 'yes') || (is === 'no' && was !== 'no')) withdraw(fact.address, bit, id);
    }
  for (const { id, bits: asked, address } of round.asked)
    for (const bit of asked) {
      const key = `${id}~${bit}`;
      const isSteady = !round.moved.has(id) && !round.turned.has(id) && !round.spoken.has(key);
      if (isSteady && then(id).address === address && memory.on.has(key)) withdraw(address, bit);
    }

  return [...now].flatMap(([id, fact]) =>
    bits.flatMap((bit): readonly Expected[] => {
      const off = whyOff(id, fact, bit, memory);
      if (off !== undefined) return [{ id, bit, to: 'off', why: off }];
      const others = [...(stirred.get(`${fact.address}~${bit}`) ?? [])].filter((each) => each !== id);
      const isDoubtful = memory.tainted.has(id) || memory.shadow.has(fact.address ?? '') || others.length > 0;
      const on = isDoubtful ? undefined : whyOn(id, fact, bit);
      return on === undefined ? [] : [{ id, bit, to: 'on', why: on }];
    }),
  );

  function whyOn(id: string, fact: Fact, bit: Bit): string | undefined {
    const { life, says } = then(id);
    const wasThere = stayed(id, fact) && (life === 'active' || life === 'inactive');
    if (wasThere && says[bit] !== 'yes') return 'given anew, nobody else withdrew';
    if (wasThere && memory.on.has(`${id}~${bit}`)) return 'was on, nobody withdrew';
    return memory.unclean.has(`${id}~${bit}`) ? undefined : 'given, nobody ever withdrew';
  }
}

function whyOff(id: string, { life, address, says }: Fact, bit: Bit, memory: Memory): string | undefined {
  if (life !== 'active') return life;
  if (says[bit] !== 'yes') return `crm says ${says[bit]}`;
  if (address === undefined) return 'no address';
  if (memory.closed.has(address)) return 'the platform mails nobody at its address';
  if (memory.latched.has(`${id}~${bit}`)) return 'its yes stood through a withdrawal at its address';
  return undefined;
}

/** Who may have withdrawn what where: address~bit → ids, or `recipient`. Notes it for ever, too. */
function stir(before: Snapshot, round: Round, memory: Memory): ReadonlyMap<string, ReadonlySet<string>> {
  const stirred = new Map<string, Set<string>>();
  const add = (address: string, bit: Bit, who: string) => {
    const key = `${address}~${bit}`;
    stirred.set(key, (stirred.get(key) ?? new Set()).add(who));
    memory.dirty.add(key);
  };
  for (const [id, places] of round.places)
    for (const bit of bits) {
      const brings = round.moved.has(id) && before.get(id)?.says[bit] === 'no';
      if (brings || round.lowered.has(`${id}~${bit}`)) for (const address of places) add(address, bit, id);
    }
  for (const { id, bits: asked, address } of round.asked)
    for (const place of placesOf(round, id, address)) for (const bit of asked) add(place, bit, 'recipient');
  for (const { id, address } of round.closed) {
    memory.tainted.add(id);
    for (const place of placesOf(round, id, address)) memory.shadow.add(place);
    if (address && !round.moved.has(id) && before.get(id)?.address === address) memory.closed.add(address);
  }
  for (const [id, places] of round.places) {
    if ([...places].some((place) => memory.shadow.has(place))) memory.tainted.add(id);
    for (const bit of bits) {
      const isClean = !round.merged.has(id) && ![...places].some((place) => memory.dirty.has(`${place}~${bit}`));
      if (!isClean) memory.unclean.add(`${id}~${bit}`);
    }
  }
  return stirred;
}

function placesOf(round: Round, id: string, address: string | undefined): ReadonlySet<string> {
  return new Set([...(round.places.get(id) ?? []), ...(address ? [address] : [])]);
}
