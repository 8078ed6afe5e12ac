import type { PermissionKey } from '../event/permission.ts';
import type { Look } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import type { Place } from './address-book.ts';
import { says } from './says.ts';

/**
 * Does the row say what was noted of it at its addresses? A look that died may have noted there what it saw and nowhere else; a permission
 * row that is deleted since leaves the record at the version that is remembered, and yet it says something else. Pure.
 */
export function isAsNoted(look: Look, settings: TableSettings, places: readonly Place[]): boolean {
  if (look.kind !== 'found') return true;
  const { row } = look;
  const isSame = (key: PermissionKey, noted: string) => ['unknown', noted].includes(says(row, settings, key));
  return places.every(({ holder }) => Object.entries(holder?.says ?? {}).every(([key, noted]) => isSame(key, noted)));
}
