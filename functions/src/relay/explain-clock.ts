import type { TableSettings } from '../event/settings.ts';
import type { WithdrawalCause } from '../event/withdrawal.ts';
import { dueOf, type Ending, endedInWords } from './ending.ts';
import type { State } from './state.ts';

/** What the clock is to do to a record, and what it did: sentences for a person. */
export function clockLines({ ending, due }: State, settings: TableSettings | undefined): readonly string[] {
  const endsAt = ending?.step === 'waits' && settings ? dueOf(ending, settings) : undefined;
  return [
    ...(ending && settings ? [endingLine(ending, settings)] : []),
    ...(due > 0 && due !== endsAt
      ? [`It is looked at again at ${iso(due)}, or soon after: a condition or the end of a consent goes by the clock.`]
      : []),
  ];
}

function endingLine(ending: Ending, settings: TableSettings): string {
  const done = endedInWords[ending.mode];
  switch (ending.step) {
    case 'waits':
      return `Since ${iso(ending.since)} every permission is off, because ${why[ending.cause]}. At ${iso(dueOf(ending, settings))}, or soon after, the contact is ${done} on the platform, if that still holds.`;
    case 'begun':
      return `The contact is being ${done} on the platform, because ${why[ending.cause]}; it has not confirmed yet.`;
    case 'done':
      return `At ${iso(ending.at)} the contact was ${done} on the platform, because ${why[ending.cause]}.`;
  }
}

const why: Readonly<Record<WithdrawalCause, string>> = {
  deleted: 'the record was deleted or merged away',
  deactivated: 'the record is inactive',
  doNotEmail: 'the CRM says no to e-mail and yes to nothing',
  noAddress: 'the record has no e-mail address',
  condition: 'the record does not meet the sync conditions',
  qualified: 'the lead was qualified',
};

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
