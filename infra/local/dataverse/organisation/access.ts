/** What callers cannot see although it is stored: columns under column security, columns dropped, rows without privilege. */
export type Access = {
  readonly secureColumns: (table: string, columns: readonly string[]) => void;
  readonly dropColumns: (table: string, columns: readonly string[]) => void;
  readonly hideRows: (table: string, ids: readonly string[]) => void;
  readonly isSecured: (table: string, column: string) => boolean;
  readonly isDropped: (table: string, column: string) => boolean;
  readonly isHidden: (table: string, id: string) => boolean;
  readonly clear: () => void;
};

export function createAccess(): Access {
  const secured = new Map<string, ReadonlySet<string>>();
  const dropped = new Map<string, ReadonlySet<string>>();
  const hidden = new Map<string, ReadonlySet<string>>();
  return {
    secureColumns: (table, columns) => void secured.set(table, new Set(columns)),
    dropColumns: (table, columns) => void dropped.set(table, new Set(columns)),
    hideRows: (table, ids) => void hidden.set(table, new Set(ids)),
    isSecured: (table, column) => secured.get(table)?.has(column) ?? false,
    isDropped: (table, column) => dropped.get(table)?.has(column) ?? false,
    isHidden: (table, id) => hidden.get(table)?.has(id) ?? false,
    clear: () => {
      secured.clear();
      dropped.clear();
      hidden.clear();
    },
  };
}
