import { z } from 'zod';
import { type Counts, outcomeKinds } from '../event/outcome.ts';
import { permissionKey } from '../event/permission.ts';
import type { Told } from './decide.ts';
import { type Ending, endingShape } from './ending.ts';

/** A call that gives or takes is given up so long after it was noted as pending, wherever it has been waiting meanwhile. */
export const giveUpMs = 20_000;

/** A call that somebody else has under way is over by then: clocks may be 15 s apart. */
export const fenceMs = giveUpMs + 15_000;

/** What we remember of a record at one connection. Ids, versions, permission states and keyed hashes; nothing a person could be known by. */
export type State = {
  /** Row version at the last look, with those of the permission rows; empty where no row was found. */
  readonly version: string;
  /** Settings under which it was decided. */
  readonly generation: string;
  /** `gone` is a tombstone: only a row that is found again lifts it. */
  readonly life: 'live' | 'gone';
  /** Keyed hash of the attributes that the platform has. */
  readonly hash: string;
  readonly told: Told;
  /** Grants, and offs of what was on, that are under way or whose answer never came: maybe yes. */
  readonly pending: readonly string[];
  /** When and by which bundle the pending ones were begun (milliseconds since 1970; 0 = never). */
  readonly pendingAt: number;
  readonly pendingBundle: string;
  /** A grant is among the pending ones. */
  readonly pendingGives: boolean;
  /** Keys of the addresses where this record is a holder, or was about to become one. */
  readonly addresses: readonly string[];
  /** Permissions whose yes did not count where the record is or was last: it does not count at its next address either. */
  readonly carried: readonly string[];
  /** Permissions that a recipient withdrew and that are being written back to the CRM: a no of these may be our own. */
  readonly writingBack: readonly string[];
  /** Head of the record's consent ledger: number and hash of its last entry. */
  readonly seq: number;
  readonly head: string;
  /** The bundle that finished last: when it comes again, this record is done. */
  readonly lastBundle: string;
  /** How often in a row it was rejected; 0 = it is not. */
  readonly rejected: number;
  /** What the CRM is to show of it, and what it was last made to show (see display.ts). */
  readonly display: string;
  readonly shown: string;
  /** Erased by an order: nothing of the record is given to the platform ever again. */
  readonly erased: boolean;
  /** The second step of a withdrawal; undefined where there is none. */
  readonly ending: Ending | undefined;
  /** When the record is to be looked at again by the clock: a row says so to the sweep (milliseconds since 1970; 0 = never). */
  readonly due: number;
};

const toldShape = z.record(permissionKey, z.boolean());
const rowShape = z.object({
  version: z.string(),
  generation: z.string(),
  life: z.enum(['live', 'gone']),
  hash: z.string(),
  told: z.string().transform((text) => toldShape.parse(JSON.parse(text))),
  pending: z.string().transform((text) => z.array(permissionKey).parse(JSON.parse(text))),
  pendingAt: z.number(),
  pendingBundle: z.string(),
  pendingGives: z.boolean(),
  addresses: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  carried: z.string().transform((text) => z.array(permissionKey).parse(JSON.parse(text))),
  writingBack: z
    .string()
    .default('[]')
    .transform((text) => z.array(permissionKey).parse(JSON.parse(text))),
  seq: z.number().int(),
  head: z.string(),
  lastBundle: z.string(),
  rejected: z.number().int(),
  display: z.string(),
  shown: z.string(),
  erased: z.boolean().default(false),
  ending: z
    .string()
    .default('')
    .transform((text) => (text === '' ? undefined : endingShape.parse(JSON.parse(text)))),
  due: z.number().default(0),
});

export const unknownRecord: State = {
  version: '',
  generation: '',
  life: 'live',
  hash: '',
  told: {},
  pending: [],
  pendingAt: 0,
  pendingBundle: '',
  pendingGives: false,
  addresses: [],
  carried: [],
  writingBack: [],
  seq: 0,
  head: '',
  lastBundle: '',
  rejected: 0,
  display: '',
  shown: '',
  erased: false,
  ending: undefined,
  due: 0,
};

/** Throws a ZodError for a row that is not ours. */
export function fromStateRow(row: Readonly<Record<string, unknown>>): State {
  return rowShape.parse(row);
}

export function toStateColumns(state: State): Readonly<Record<string, unknown>> {
  return {
    ...state,
    told: JSON.stringify(state.told),
    pending: JSON.stringify(state.pending),
    addresses: JSON.stringify(state.addresses),
    carried: JSON.stringify(state.carried),
    writingBack: JSON.stringify(state.writingBack),
    ending: state.ending ? JSON.stringify(state.ending) : '',
  };
}

const countShape = z.number().int().min(0).catch(0);

export function fromCountsRow(row: Readonly<Record<string, unknown>> | undefined): Counts {
  const [applied, unchanged, skipped, rejected] = outcomeKinds.map((kind) => countShape.parse(row?.[kind]));
  return { applied: applied ?? 0, unchanged: unchanged ?? 0, skipped: skipped ?? 0, rejected: rejected ?? 0 };
}
