import type { CheckLine } from '../../event/check-result.ts';
import type { RecordTable } from '../../event/nudge.ts';
import { columnsOf, isByClock, type Settings, type TableSettings } from '../../event/settings.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, red } from './line.ts';

export type ColumnFacts = {
  readonly isSecured: boolean;
  readonly isLookup: boolean;
  readonly isCustom: boolean;
  /** Boolean or choice: what a consent is kept in. */
  readonly isConsentLike: boolean;
  readonly isDate: boolean;
};

/** What a customer's own consent model tends to be called, in English and Dutch. */
const consentWords = /consent|opt_?in|opt_?out|newsletter|nieuwsbrief|toestemming|gdpr|avg|mailing|marketing|subscri/;

/** Is every mapped column there and can it be read? Is there a consent column that nobody mapped? */
export async function checkColumns(
  doors: CheckDoors,
  table: RecordTable,
  settings: Settings,
  columns: ReadonlyMap<string, ColumnFacts>,
): Promise<readonly CheckLine[]> {
  const mapped = settings.tables[table];
  if (!mapped || columns.size === 0) return [];
  const wanted = columnsOf(mapped);
  const gone = wanted.filter((column) => !columns.has(column));
  const unreadable = await unreadableOf(doors, table, wanted, columns);
  return [
    ...columnLine(table, mapped, gone, unreadable),
    ...clockLines(table, mapped, columns),
    ...unmappedLine(table, wanted, columns),
  ];
}

function columnLine(
  table: RecordTable,
  mapped: TableSettings,
  gone: readonly string[],
  unreadable: readonly string[],
): readonly CheckLine[] {
  const check = `columns of ${table}`;
  const problems = [
    ...gone.map((column) => `${column} is mapped and not in the table`),
    ...unreadable.map((column) => `${column} is secured, and the relay sees nothing in it`),
  ];
  if (problems.length === 0) return [green(check, 'Every mapped column is there and can be read.')];
  const deciding = decidingColumns(mapped);
  const state = [...gone, ...unreadable].some((column) => deciding.has(column)) ? red : amber;
  const repair =
    'Put the application user into a column security profile that may read the secured ones; take the others out of the settings.';
  return [state(check, `${problems.join('; ')}.`, repair)];
}

/** What is no date is never before or after the clock: the condition would hold for nobody, and the consent be over. */
function clockLines(
  table: RecordTable,
  { conditions, consents }: TableSettings,
  columns: ReadonlyMap<string, ColumnFacts>,
): readonly CheckLine[] {
  const line = (place: 'conditions' | 'consents', named: readonly string[], effect: string, repair: string) => {
    const wrong = named.filter((column) => columns.get(column)?.isDate === false);
    const message = `Compared with the clock, and no dates: ${wrong.join(', ')}. ${effect}`;
    return wrong.length === 0 ? [] : [red(`${place} of ${table}`, message, `${repair} in tables.${table}.${place}.`)];
  };
  const compared = conditions.filter(isByClock).map(({ column }) => column);
  const ends = consents.flatMap(({ until }) => until ?? []);
  return [
    ...line('conditions', compared, 'Nobody of the table meets that.', 'Name a date column, or another value,'),
    ...line('consents', ends, 'Whatever is written there ends the consent.', 'Name a date column as until'),
  ];
}

/** Columns that decide whether somebody is mailed; the others only describe. */
function decidingColumns({ address, conditions, consents, stop }: TableSettings): ReadonlySet<string> {
  return new Set([
    address.email,
    ...(address.sms ? [address.sms] : []),
    ...[...conditions, ...consents].map(({ column }) => column),
    ...consents.flatMap(({ until }) => until ?? []),
    ...stop.email,
    ...stop.sms,
  ]);
}

/** Without the right to it a secured column is empty in every row, without an error: one row that shows a value is the proof. */
async function unreadableOf(
  { dataverse }: CheckDoors,
  table: RecordTable,
  wanted: readonly string[],
  columns: ReadonlyMap<string, ColumnFacts>,
): Promise<readonly string[]> {
  const secured = wanted.filter((column) => columns.get(column)?.isSecured);
  const found = await Promise.all(
    secured.map(async (column) => {
      const name = columns.get(column)?.isLookup ? `_${column}_value` : column;
      const rows = await dataverse.query(`${table}s?$select=${name}&$filter=${name} ne null&$top=1`);
      return rows.some((row) => row[name] !== null && row[name] !== undefined) ? [] : [column];
    }),
  );
  return found.flat();
}

/** An organisation's own consent model is a person's to judge: what looks like one is pointed out, never guessed at. */
function unmappedLine(
  table: RecordTable,
  wanted: readonly string[],
  columns: ReadonlyMap<string, ColumnFacts>,
): readonly CheckLine[] {
  const unmapped = [...columns]
    .filter(([name, { isCustom, isConsentLike }]) => isCustom && isConsentLike && consentWords.test(name))
    .map(([name]) => name)
    .filter((name) => !name.startsWith('assent_') && !wanted.includes(name));
  if (unmapped.length === 0) return [];
  return [
    amber(
      `consent of ${table}`,
      `These columns look like consent and are not mapped: ${unmapped.join(', ')}.`,
      'Map those that say who may be mailed (consents, or stop where true means no) before the first full sync.',
    ),
  ];
}
