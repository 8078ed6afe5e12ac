/** Lists as they were when their first page was read, for the switch `listsMoveWhilePaged: false`. */
export type FrozenLists = {
  /** The list kept under `key`; read anew for a first page, or when it is not known. */
  readonly list: (key: string, isFirstPage: boolean, read: () => readonly number[]) => readonly number[];
  readonly clear: () => void;
};

/** Nobody pages more lists at a time; the oldest is forgotten. */
const maxLists = 20;

export function createFrozenLists(): FrozenLists {
  const lists = new Map<string, readonly number[]>();
  return {
    list: (key, isFirstPage, read) => {
      const known = isFirstPage ? undefined : lists.get(key);
      if (known) return known;
      const list = read();
      lists.delete(key);
      lists.set(key, list);
      const [oldest] = lists.keys();
      if (lists.size > maxLists && oldest !== undefined) lists.delete(oldest);
      return list;
    },
    clear: () => lists.clear(),
  };
}
