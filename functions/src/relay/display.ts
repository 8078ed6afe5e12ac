import { z } from 'zod';
import type { PermissionKey } from '../event/permission.ts';
import type { Value } from '../event/record.ts';
import { type BounceKind, bounceKinds, type Standing } from '../event/suppression.ts';
import type { Decision } from './decide.ts';

/** What a record shows its reader in the CRM: permissions that the CRM gives and the platform does not get, and what was refused. */
export type Display = {
  /** Permission → why its yes does not count. */
  readonly withheld: Readonly<Record<PermissionKey, string>>;
  /** The open reject: its code, and how often in a row. */
  /** How its e-mail address stands with the platform. */
  readonly standing?: Standing | undefined;
  readonly reject?: { readonly code: string; readonly attempts: number } | undefined;
};

const displayShape = z.object({
  withheld: z.record(z.string(), z.string()),
  standing: z
    .object({ bounce: z.enum(bounceKinds).exactOptional(), optedOut: z.literal(true).exactOptional() })
    .optional(),
  reject: z.object({ code: z.string(), attempts: z.number().int() }).optional(),
});

/** As it stands in the state row; empty = nothing to show, so that most rows stay small. */
export function toDisplayText({ withheld, reject, standing }: Display): string {
  const sorted = Object.entries(withheld).sort(([a], [b]) => (a < b ? -1 : 1));
  const stands =
    standing?.bounce || standing?.optedOut ? { bounce: standing.bounce, optedOut: standing.optedOut } : undefined;
  if (sorted.length === 0 && !reject && !stands) return '';
  return JSON.stringify({ withheld: Object.fromEntries(sorted), reject, standing: stands });
}

export function fromDisplayText(text: string): Display {
  return text === '' ? { withheld: {} } : displayShape.parse(JSON.parse(text));
}

/**
 * What the CRM says yes to and the decision does not give, with the reason. A record that may hold nothing (inactive, deleted) shows
 * nothing: its own state says why. Undefined while the baseline runs: everything is withheld then, for a moment.
 */
export function withheldOf(
  decision: Exclude<Decision, { kind: 'wait' }>,
  byPlatform: { readonly reason: string; readonly permissions: readonly PermissionKey[] } | undefined,
): Display['withheld'] | undefined {
  if (decision.kind === 'take') return {};
  const entries = Object.entries(decision.permissions).flatMap(([key, { to, reason }]) =>
    to === 'no' && !reason.startsWith('crm says') ? [[key, reason] as const] : [],
  );
  if (entries.some(([, reason]) => reason === 'baseline')) return undefined;
  const refused = byPlatform?.permissions.map((key) => [key, byPlatform.reason] as const) ?? [];
  return Object.fromEntries([...entries, ...refused]);
}

/** Options of the column `assent_bounce`; 0 = nothing known. */
const bounceOptions: Readonly<Record<BounceKind, number>> = { soft: 1, hard: 2, other: 3 };

/** The columns that show a standing. */
export function toStandingColumns(standing: Standing | undefined) {
  return {
    assent_bounce: standing?.bounce ? bounceOptions[standing.bounce] : 0,
    assent_globaloptout: standing?.optedOut ?? false,
  };
}

/** Does the row show a standing other than its own? Columns that are not in the answer are not ours to judge. */
export function showsOther(values: Readonly<Record<string, Value>>, standing: Standing): boolean {
  return Object.entries(toStandingColumns(standing)).some(([column, wanted]) => {
    const value = values[column];
    return value !== undefined && (value ?? (typeof wanted === 'number' ? 0 : false)) !== wanted;
  });
}
