import type { PermissionKey } from '../event/permission.ts';
import type { Look } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { nextChange } from './by-clock.ts';
import { type Decision, decide } from './decide.ts';
import { dueOf, type Ending, nextEnding } from './ending.ts';
import type { Attributes } from './mapping.ts';
import type { State } from './state.ts';

/** What is left to do for one record after the decision was compared with what the platform was told. */
export type Plan =
  | { readonly kind: 'unchanged'; readonly version: string }
  | { readonly kind: 'skip'; readonly reason: string }
  /** Nothing can be known now; look again later. `takes`: what the event itself says is off is taken meanwhile. */
  | { readonly kind: 'wait'; readonly reason: string; readonly takes?: readonly PermissionKey[] }
  /** What we remember changed under way: look again at once. */
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'send';
      readonly decision: Exclude<Decision, { kind: 'wait' }>;
      readonly version: string;
      /** Permissions to take, first and alone. */
      readonly takes: readonly PermissionKey[];
      /** Absent = there is nothing to give. `permissions` holds grants, and offs that were never told. */
      readonly give?: {
        readonly attributes: Attributes;
        readonly permissions: Readonly<Record<PermissionKey, boolean>>;
      };
      readonly grants: readonly PermissionKey[];
      readonly hash: string;
      /** How far the second step of a withdrawal is; `begun` = it is to be carried out, and is all there is to do. */
      readonly ending?: Ending | undefined;
      /** When the answer changes by itself; 0 or absent = never. */
      readonly due?: number;
    };

export type PlanInput = {
  readonly look: Look;
  readonly state: State | undefined;
  readonly settings: TableSettings;
  readonly generation: string;
  readonly listed: readonly PermissionKey[];
  /** Look even where nothing changed. */
  readonly again: boolean;
  readonly hashOf: (attributes: Attributes) => string;
  /** See `decide`. */
  readonly withheld?: Readonly<Record<PermissionKey, string>>;
  readonly isBaselineRead?: boolean;
  readonly erased?: boolean;
  readonly now: number;
};

/** Decides and keeps only the differences. Pure. */
export function plan(input: PlanInput): Plan {
  const { look, state } = input;
  if (look.kind === 'unknown') return { kind: 'wait', reason: look.reason };
  const version = look.kind === 'found' ? look.row.version : '';
  if (isUnchanged(input, version)) return { kind: 'unchanged', version };
  // A grant under way may have arrived: it counts as never told, so that a no is sent and a yes is sent again.
  const told = Object.fromEntries(Object.entries(state?.told ?? {}).filter(([key]) => !state?.pending.includes(key)));
  const decision = decide(look, input.settings, {
    listed: input.listed,
    told: { ...told, ...neverTold(state) },
    withheld: input.withheld ?? {},
    isBaselineRead: input.isBaselineRead ?? true,
    erased: input.erased ?? false,
    now: input.now,
  });
  if (decision.kind === 'wait') return { kind: 'skip', reason: decision.reason };
  // The platform has forgotten the contact, or is about to: a record that comes back is sent whole, with its offs.
  const isEnded = decision.kind === 'give' && state?.ending !== undefined && state.ending.step !== 'waits';
  return withClock(differences(decision, version, isEnded ? {} : told, input), input);
}

/** Adds what the clock does to the record: the second step of a withdrawal, and conditions whose answer changes by itself. */
function withClock(planned: Extract<Plan, { kind: 'send' }>, { look, state, settings, now }: PlanInput): Plan {
  const wasOn = planned.takes.some((key) => state?.told[key] === true || state?.pending.includes(key));
  const takes = planned.takes.length > 0;
  const ending = nextEnding({ decision: planned.decision, settings, before: state?.ending, takes, wasOn, now });
  const isOpen = look.kind === 'found' && look.row.active && !look.row.merged;
  const times = [
    ending?.step === 'waits' ? dueOf(ending, settings) : undefined,
    isOpen ? nextChange(look.row.values, settings, now) : undefined,
  ].filter((at) => at !== undefined);
  return { ...planned, ending, due: times.length > 0 ? Math.min(...times) : 0 };
}

/** Nothing happened since the last look: same row, same settings, nothing open or due, and nobody asks for another look. */
export function isUnchanged(
  { look, state, generation, again, now }: Pick<PlanInput, 'look' | 'state' | 'generation' | 'again' | 'now'>,
  version: string,
): boolean {
  if (!state || again || state.rejected > 0 || state.pending.length > 0 || state.generation !== generation)
    return false;
  if (state.due > 0 && state.due <= now) return false;
  return look.kind === 'absent' ? state.life === 'gone' : state.life === 'live' && state.version === version;
}

/** Pending permissions are named to the decision as off, so that a take covers them. */
function neverTold(state: State | undefined): Readonly<Record<PermissionKey, boolean>> {
  return Object.fromEntries((state?.pending ?? []).map((key) => [key, false]));
}

function differences(
  decision: Exclude<Decision, { kind: 'wait' }>,
  version: string,
  told: Readonly<Record<PermissionKey, boolean>>,
  input: PlanInput,
): Extract<Plan, { kind: 'send' }> {
  const verdicts = Object.entries(decision.permissions);
  const off = verdicts.filter(([, { to }]) => to === 'no').map(([key]) => key);
  if (decision.kind === 'take') {
    const takes = off.filter((key) => told[key] !== false);
    return { kind: 'send', decision, version, takes, grants: [], hash: '' };
  }
  const grants = verdicts.filter(([key, { to }]) => to === 'yes' && told[key] !== true).map(([key]) => key);
  // On or maybe on: taken first. What the platform never heard of goes along with the attributes, if it lists it at all.
  const toldOn = (key: PermissionKey) => told[key] === true || input.state?.pending.includes(key);
  const firstOffs = off.filter((key) => told[key] === undefined && !toldOn(key) && input.listed.includes(key));
  // Until the baseline is read a contact that we make is made without permissions: whoever has some off had them off before.
  const early = input.isBaselineRead === false ? firstOffs : [];
  const takes = [...off.filter(toldOn), ...early];
  const hash = input.hashOf(decision.attributes);
  const isNew = input.state === undefined || input.state.life === 'gone' || input.state.hash !== hash;
  const permissions = Object.fromEntries([
    ...grants.map((key) => [key, true]),
    ...firstOffs.filter((key) => !early.includes(key)).map((key) => [key, false]),
  ]);
  const needsGive = isNew || Object.keys(permissions).length > 0;
  const give = needsGive ? { give: { attributes: decision.attributes, permissions } } : {};
  return { kind: 'send', decision, version, takes, ...give, grants, hash };
}

/** A plan that only takes. */
export function offsOnly(takes: readonly PermissionKey[], reason: string): Extract<Plan, { kind: 'send' }> {
  const permissions = Object.fromEntries(takes.map((key) => [key, { to: 'no', reason }] as const));
  return {
    kind: 'send',
    decision: { kind: 'take', reason: 'condition', permissions },
    version: '',
    takes,
    grants: [],
    hash: '',
  };
}
