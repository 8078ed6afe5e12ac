import { dig, listOf, textOf } from './dig.ts';

/** What the settings say about one table, as far as a form needs it. */
export type Synced = {
  /** The columns that an Update step of the table listens to. */
  readonly columns: readonly string[];
  /** Where the address of each channel stands. */
  readonly address: { readonly email: string | undefined; readonly sms: string | undefined };
  /** Columns that give a permission, with the values that mean yes. */
  readonly consents: readonly {
    readonly column: string;
    readonly channel: 'email' | 'sms';
    readonly yes: readonly unknown[];
  }[];
};

const alwaysWatched = ['statecode', 'statuscode'];

/**
 * Reads the settings document of `functions/src/event/settings.ts` by hand: the schema library alone is many times the size of a form
 * script. Undefined where the document does not name the table; what it cannot read it leaves out.
 */
export function readSynced(document: unknown, table: string): Synced | undefined {
  const settings = dig(dig(document, 'tables'), table);
  if (settings === undefined) return undefined;
  const address = dig(settings, 'address');
  const [email, sms] = [textOf(dig(address, 'email')), textOf(dig(address, 'sms'))];
  const stop = dig(settings, 'stop');
  const consents = listOf(dig(settings, 'consents')).flatMap(readConsent);
  const named = [
    email,
    sms,
    ...columnsIn(dig(settings, 'fields')),
    ...columnsIn(dig(settings, 'conditions')),
    ...consents.map(({ column }) => column),
    ...columnsIn(dig(settings, 'consents'), 'until'),
    ...listOf(dig(stop, 'email')).map(textOf),
    ...listOf(dig(stop, 'sms')).map(textOf),
    ...alwaysWatched,
  ];
  const columns = [...new Set(named.filter((column) => column !== undefined))].sort();
  return { columns, address: { email, sms }, consents };
}

function columnsIn(entries: unknown, name = 'column'): readonly (string | undefined)[] {
  return listOf(entries).map((entry) => textOf(dig(entry, name)));
}

function readConsent(entry: unknown): Synced['consents'] {
  const column = textOf(dig(entry, 'column'));
  if (column === undefined) return [];
  const channel = textOf(dig(entry, 'permission'))?.endsWith('~sms') ? 'sms' : 'email';
  return [{ column, channel, yes: listOf(dig(entry, 'yes')) }];
}
