import { type Channel, channelOf, type PermissionKey, toPermissionKey } from '../event/permission.ts';
import type { Row, Value } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';

/** What the CRM says about one permission. Only `yes` can grant; `unknown` leaves things as they are. */
export type Says = 'yes' | 'no' | 'nothing' | 'unknown';

/** What the CRM says of a permission of this row: permission rows and consent columns, under the stop columns of its channel. */
export function says(row: Row, settings: TableSettings, key: PermissionKey): Says {
  const stops = settings.stop[channelOf(key)].map((column) => row.values[column]);
  if (stops.includes(true)) return 'no';
  const given = saysByConsent(row, settings, key);
  // A stop column that cannot be read may be true: a yes does not stand against it. No other answer gets better by it.
  return given === 'yes' && stops.some(isUnset) ? 'unknown' : given;
}

/** Every permission that a row of this record speaks of. */
export function permissionsNamed(row: Row, settings: TableSettings): readonly PermissionKey[] {
  return [
    ...row.permissionRows.flatMap(({ externalId, channel }) =>
      externalId && channel ? [toPermissionKey(externalId, channel)] : [],
    ),
    ...settings.consents.map(({ permission }) => permission),
  ];
}

/** Two answers for one permission: any no wins, then any yes. */
function saysByConsent(row: Row, settings: TableSettings, key: PermissionKey): Says {
  const answers: readonly Says[] = [...rowAnswers(row, key), ...columnAnswers(row, settings, key)];
  for (const answer of ['no', 'unknown', 'yes'] as const) if (answers.includes(answer)) return answer;
  return 'nothing';
}

function rowAnswers(row: Row, key: PermissionKey): readonly Says[] {
  return row.permissionRows
    .filter(({ active, externalId, channel }) => active && isFor(key, externalId, channel))
    .map(({ granted }) => (granted === undefined ? 'nothing' : granted ? 'yes' : 'no'));
}

function isFor(key: PermissionKey, externalId: string | undefined, channel: Channel | undefined): boolean {
  return externalId !== undefined && channel !== undefined && toPermissionKey(externalId, channel) === key;
}

function columnAnswers(row: Row, settings: TableSettings, key: PermissionKey): readonly Says[] {
  return settings.consents
    .filter(({ permission }) => permission === key)
    .map(({ column, yes, until }) => {
      const value = row.values[column];
      if (value === undefined || (until !== undefined && row.values[until] === undefined)) return 'unknown';
      return yes.some((each) => each === value) ? 'yes' : 'nothing';
    });
}

function isUnset(value: Value): boolean {
  return value === undefined || value === null;
}
