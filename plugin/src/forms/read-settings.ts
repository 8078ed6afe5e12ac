import { defaultSettings } from '../../../functions/src/event/default-settings.ts';
import { dig, fromJson } from '../dig.ts';
import type { Dynamics } from '../dynamics.ts';
import { readSynced, type Synced } from '../synced.ts';

export type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** How long a tab goes on with the settings it read: a change only decides whether a save is announced at once. */
const maxAgeMs = 10 * 60_000;

/**
 * What is synchronised of a table, by the Configuration row: read once and kept in the tab's session. The default settings where the
 * user may not read it or it cannot be had. Undefined where the settings leave the table out. Never fails.
 */
export async function readSettings(
  dynamics: Pick<Dynamics, 'find'>,
  table: string,
  { store, now }: { readonly store: Store; readonly now: number },
): Promise<Synced | undefined> {
  const known = kept(store, now);
  const document = known ?? (await fetched(dynamics));
  if (known === undefined) keep(store, { at: now, document });
  return readSynced(document, table);
}

const key = 'assent.settings';

function kept(store: Store, now: number): unknown {
  try {
    const entry = fromJson(store.getItem(key));
    const at = dig(entry, 'at');
    return typeof at === 'number' && now - at < maxAgeMs ? dig(entry, 'document') : undefined;
  } catch {
    return undefined;
  }
}

async function fetched(dynamics: Pick<Dynamics, 'find'>): Promise<unknown> {
  try {
    const [row] = await dynamics.find(
      'assent_configuration',
      "?$select=assent_document&$filter=assent_name eq 'settings'&$top=1",
    );
    return fromJson(row?.assent_document) ?? defaultSettings;
  } catch {
    // Most users may not read the settings.
    return defaultSettings;
  }
}

function keep(store: Store, entry: { readonly at: number; readonly document: unknown }): void {
  try {
    store.setItem(key, JSON.stringify(entry));
  } catch {
    // The session's storage is full or switched off: the next form asks again.
  }
}
