import { type Clock, createClock } from '../ground/clock.ts';
import { createFaults, type Faults } from '../ground/faults.ts';
import { createRing, type Ring } from '../ground/ring.ts';
import type { Account, Property } from './account/read-account.ts';
import { createSwitches, type Switches } from './behaviour.ts';
import { floorToSecond } from './dates/read-date.ts';
import { addCampaignMailings } from './mailings/campaign-mailings.ts';
import { createNonces, type Nonces } from './oauth/nonces.ts';
import { allowedSkewSeconds } from './oauth/verify.ts';
import { applyFact, type Fact } from './stores/facts.ts';
import { createFrozenLists, type FrozenLists } from './stores/frozen-lists.ts';
import { noJournal, openJournal } from './stores/journal.ts';
import { createStores, type Stores } from './stores/stores.ts';

/** One account of the sandbox with all it knows; every operation is a function of it. */
export type Sandbox = Stores & {
  readonly account: Account;
  readonly clock: Clock;
  readonly switches: Switches;
  readonly faults: Faults;
  readonly requests: Ring<LoggedRequest>;
  readonly nonces: Nonces;
  readonly fields: Fields;
  readonly work: Work;
  readonly frozen: FrozenLists;
  /** Changes the account: the only way to write to the stores. */
  readonly keep: (fact: Fact) => void;
  /** Resolves once everything kept so far survives the death of the process. */
  readonly kept: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type LoggedRequest = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly at: string;
  readonly externalIds: readonly string[];
};

/** The properties (and entries of sets) that can be read and written now. */
export type Fields = {
  readonly visible: () => readonly Property[];
  /** What `POST /_control/properties` takes away, instead of what it took away before. */
  readonly hide: (names: readonly string[], bits: readonly number[]) => void;
};

/** How much work there was and is, so that a test can wait for quiet. */
export type Work = {
  readonly begin: () => void;
  readonly end: () => void;
  readonly state: () => { readonly activity: number; readonly underWay: number };
};

export async function createSandbox(
  account: Account,
  options: { readonly skewSeconds: number; readonly data?: string },
): Promise<Sandbox> {
  const stores = createStores();
  const journal = options.data === undefined ? noJournal : await openJournal(options.data, stores);
  return {
    ...stores,
    account,
    clock: createClock(options.skewSeconds * 1000),
    switches: createSwitches(),
    faults: createFaults(),
    requests: createRing(),
    // A timestamp may be early and late by the allowed skew: a nonce matters for twice that long.
    nonces: createNonces(2 * allowedSkewSeconds * 1000),
    fields: createFields(account),
    work: createWork(),
    frozen: createFrozenLists(),
    keep: (fact) => {
      applyFact(stores, fact);
      journal.append(fact);
    },
    kept: journal.flushed,
    close: journal.close,
  };
}

/** Empty, with every switch, fault and field as it was at the start. The clock and the used nonces stay. */
export function resetSandbox(sandbox: Sandbox): void {
  sandbox.keep({ kind: 'reset' });
  addCampaignMailings(sandbox);
  sandbox.frozen.clear();
  sandbox.requests.clear();
  sandbox.faults.clear();
  sandbox.switches.reset();
  sandbox.fields.hide([], []);
}

/** As `created` and `lastChanged` keep it. */
export function nowInSeconds(sandbox: Sandbox): number {
  return floorToSecond(sandbox.clock.now());
}

export function visibleProperties({ fields }: Sandbox): readonly Property[] {
  return fields.visible();
}

function createFields({ properties }: Account): Fields {
  const without = (names: readonly string[], bits: readonly number[]) =>
    properties
      .filter(({ visible, name }) => visible && !names.includes(name))
      .map((property) => ({ ...property, entries: property.entries.filter(({ bit }) => !bits.includes(bit)) }));
  let now = without([], []);
  return {
    visible: () => now,
    hide: (names, bits) => {
      now = without(names, bits);
    },
  };
}

function createWork(): Work {
  let activity = 0;
  let underWay = 0;
  return {
    begin: () => {
      activity += 1;
      underWay += 1;
    },
    end: () => {
      underWay -= 1;
    },
    state: () => ({ activity, underWay }),
  };
}
