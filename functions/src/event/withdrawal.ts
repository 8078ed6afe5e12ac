import { z } from 'zod';
import type { Settings } from './settings.ts';

/** Why a record may hold no permission any more. A record that was merged away counts as deleted: there is no way back either. */
export const withdrawalCauses = [
  'deleted',
  'deactivated',
  'doNotEmail',
  'noAddress',
  'condition',
  'qualified',
] as const;
export type WithdrawalCause = (typeof withdrawalCauses)[number];

/** What becomes of the contact on the platform. `revoke` switches its permissions off; the others come after that, and stay. */
export const withdrawalModes = ['revoke', 'deactivate', 'anonymise', 'delete'] as const;
export type WithdrawalMode = (typeof withdrawalModes)[number];
export type SecondStep = Exclude<WithdrawalMode, 'revoke'>;
export const secondSteps = withdrawalModes.filter((mode) => mode !== 'revoke');

const mode = z.enum(withdrawalModes).exactOptional();

/** Of one table: a cause that is not named is a `revoke`. `afterHours`: from the confirmed revocation to what cannot be taken back. */
export const withdrawal = z.strictObject({
  deleted: mode,
  deactivated: mode,
  doNotEmail: mode,
  noAddress: mode,
  condition: mode,
  qualified: mode,
  afterHours: z.int().min(1).max(8760).default(24),
});
export type Withdrawal = z.infer<typeof withdrawal>;

export function modeOf(settings: { readonly withdrawal?: Withdrawal | undefined }, cause: WithdrawalCause) {
  return settings.withdrawal?.[cause] ?? 'revoke';
}

/**
 * Settings as they were read, or the problems of a document that asks of its platform what that cannot do. `can`: the modes of the
 * platform, by its name in the settings.
 */
export function refuseUnsupported(
  read: Settings | { readonly problems: readonly string[] },
  can: (platform: string) => readonly WithdrawalMode[],
): Settings | { readonly problems: readonly string[] } {
  if ('problems' in read) return read;
  const problems = unsupportedModes(read, can);
  return problems.length > 0 ? { problems } : read;
}

function unsupportedModes(
  { connections, tables }: Settings,
  can: (platform: string) => readonly WithdrawalMode[],
): readonly string[] {
  return connections.flatMap(({ platform }) => {
    const known = can(platform);
    return Object.entries(tables).flatMap(([table, settings]) =>
      withdrawalCauses
        .filter((cause) => settings && !known.includes(modeOf(settings, cause)))
        .map(
          (cause) =>
            `tables.${table}.withdrawal.${cause}: ${platform} cannot ${modeOf(settings ?? {}, cause)} a contact: choose ${known.join(' or ')}`,
        ),
    );
  });
}
