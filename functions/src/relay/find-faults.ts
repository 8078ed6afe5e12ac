import type { Finding } from '../event/finding.ts';
import type { RecordTable } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import { columnsOf, type TableSettings } from '../event/settings.ts';
import { permissionsNamed } from './says.ts';

/**
 * What a look shows to be wrong with the settings or the rights, not with the record: columns that cannot be read, permissions that
 * the platform does not list, options that nobody mapped. None of it grants or wipes anything; a person has to know. Pure.
 */
export function findFaults(
  table: RecordTable,
  row: Row,
  settings: TableSettings,
  listed: readonly PermissionKey[],
): readonly Finding[] {
  const unreadable = columnsOf(settings).filter((column) => row.values[column] === undefined);
  const unlisted = permissionsNamed(row, settings).filter((key) => !listed.includes(key));
  const unmapped = settings.fields.filter(({ column, values }) => {
    const value = row.values[column];
    return values !== undefined && value !== undefined && value !== null && !Object.hasOwn(values, String(value));
  });
  return [
    ...unreadable.map((column) => ({
      code: 'finding.column' as const,
      subject: `${table}.${column}`,
      message: `${table}.${column} cannot be read: it is gone or secured. Give the relay's user the right to read it, or take it out of the settings. Until then nothing that rests on it changes.`,
    })),
    ...[...new Set(unlisted)].map((key) => ({
      code: 'finding.permission' as const,
      subject: key,
      message: `The platform lists no permission ${key}: nobody gets it. Make it there or correct the Subscription or consent mapping, then give the order refreshsubscriptions.`,
    })),
    ...unmapped.map(({ column }) => ({
      code: 'finding.option' as const,
      subject: `${table}.${column}`,
      message: `${table}.${column} holds an option that the settings do not map: it is sent as empty. Add it to tables.${table}.fields.`,
    })),
  ];
}
