import type { Table } from './tables.ts';

/** What is limited of a table. */
type Limited = Pick<Table, 'get' | 'range' | 'transact'>;

/**
 * Tables whose calls, those of all of them together, have at most `mostRows` rows under way (a read counts as one); a transaction of more
 * goes alone. The others wait here, in order: a bulk of bundles asks for thousands of rows at once, and who comes past this limit,
 * a withdrawal, would wait behind all of them in the store, or for one of as many connections.
 */
export function limitLoad(mostRows: number): <Some extends Limited>(table: Some) => Some {
  const waiting: { readonly rows: number; readonly begin: () => void }[] = [];
  let load = 0;

  const beginWaiting = (): void => {
    for (let next = waiting[0]; next && (load === 0 || load + next.rows <= mostRows); next = waiting[0]) {
      waiting.shift();
      load += next.rows;
      next.begin();
    }
  };
  const within = async <T>(rows: number, call: () => Promise<T>): Promise<T> => {
    await new Promise<void>((begin) => {
      waiting.push({ rows, begin });
      beginWaiting();
    });
    try {
      return await call();
    } finally {
      load -= rows;
      beginWaiting();
    }
  };
  return (table) => ({
    ...table,
    get: (...keys: Parameters<Table['get']>) => within(1, () => table.get(...keys)),
    range: (...keys: Parameters<Table['range']>) => within(1, () => table.range(...keys)),
    transact: (changes: Parameters<Table['transact']>[0]) => within(changes.length, () => table.transact(changes)),
  });
}
