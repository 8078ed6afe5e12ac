import type { PermissionKey } from '../event/permission.ts';
import type { Known } from './doors.ts';

/** How a contact differs from what the platform was told of it. */
export type Difference = {
  /** Off there although we told it on. */
  readonly withdrawn: readonly PermissionKey[];
  /** On there although we told it off. */
  readonly switchedOn: readonly PermissionKey[];
  /** On there, and we never told. */
  readonly neverTold: readonly PermissionKey[];
  /** Never told by us, and off. */
  readonly offBefore: readonly PermissionKey[];
  /** Something of ours is under way: what it was, nobody can tell now. */
  readonly isOpen: boolean;
};

/** Pure. What is pending explains any difference, so it counts as none; a permission that the platform does not show says nothing. */
export function compare(permissions: Readonly<Record<PermissionKey, boolean>>, known: Known): Difference {
  const keys = Object.keys(permissions);
  const settled = keys.filter((key) => !known.pending.includes(key));
  const isOn = (key: PermissionKey) => permissions[key] === true;
  return {
    withdrawn: settled.filter((key) => known.told[key] === true && !isOn(key)),
    switchedOn: settled.filter((key) => known.told[key] === false && isOn(key)),
    neverTold: settled.filter((key) => known.told[key] === undefined && isOn(key)),
    offBefore: settled.filter((key) => known.told[key] === undefined && !isOn(key)),
    isOpen: settled.length < keys.length,
  };
}
