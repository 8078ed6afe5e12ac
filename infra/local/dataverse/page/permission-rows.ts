import type { Lookup } from './row.ts';

/** One permission of a record as the form shows it. Without `id` it is not stored yet. */
export type PermissionRow = {
  /** Stable while the form is open. */
  readonly key: string;
  readonly id?: string;
  readonly subscription: Lookup | null;
  /** 1 e-mail, 2 SMS. */
  readonly channel: number;
  readonly granted: boolean;
  readonly source: string;
  readonly active: boolean;
};

export type Change = 'none' | 'new' | 'changed' | 'removed';

/** The permission rows of one record with what the person did to them; nothing is written before Save. No DOM, no server. */
export type PermissionRows = {
  readonly rows: () => readonly { readonly row: PermissionRow; readonly change: Change }[];
  readonly load: (stored: readonly PermissionRow[]) => void;
  readonly add: (row: Pick<PermissionRow, 'subscription' | 'channel'>) => void;
  readonly change: (key: string, to: Partial<Pick<PermissionRow, 'subscription' | 'channel' | 'granted'>>) => void;
  /** A stored row stays visible until Save and can be taken back; a new one is gone at once. */
  readonly remove: (key: string) => void;
  readonly restore: (key: string) => void;
  /** The server has taken this row: stored with this id, or gone when there is none. */
  readonly settle: (key: string, id: string | undefined) => void;
  readonly isDirty: () => boolean;
  readonly onChange: (listener: () => void) => void;
};

export function createPermissionRows(): PermissionRows {
  let stored = new Map<string, PermissionRow>();
  let current: readonly PermissionRow[] = [];
  let removed: ReadonlySet<string> = new Set();
  let added = 0;
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const changeOf = (row: PermissionRow): Change => {
    const before = stored.get(row.key);
    if (!before) return 'new';
    if (removed.has(row.key)) return 'removed';
    return before.granted === row.granted ? 'none' : 'changed';
  };
  const rows = () => current.map((row) => ({ row, change: changeOf(row) }));
  return {
    rows,
    load: (now) => {
      stored = new Map(now.map((row) => [row.key, row]));
      current = now;
      removed = new Set();
      tell();
    },
    add: ({ subscription, channel }) => {
      added += 1;
      const row = { key: `new-${added}`, subscription, channel, granted: true, source: 'form', active: true };
      current = [...current, row];
      tell();
    },
    change: (key, to) => {
      current = current.map((row) => (row.key === key ? { ...row, ...to } : row));
      tell();
    },
    remove: (key) => {
      if (stored.has(key)) removed = new Set([...removed, key]);
      else current = current.filter((row) => row.key !== key);
      tell();
    },
    restore: (key) => {
      removed = new Set([...removed].filter((other) => other !== key));
      tell();
    },
    settle: (key, id) => {
      current = current.flatMap((row) => (row.key === key ? (id ? [{ ...row, id }] : []) : [row]));
      const row = current.find((one) => one.key === key);
      stored = new Map([...stored].filter(([other]) => other !== key));
      if (row) stored.set(key, row);
      tell();
    },
    isDirty: () => rows().some(({ change }) => change !== 'none'),
    onChange: (listener) => void listeners.push(listener),
  };
}
