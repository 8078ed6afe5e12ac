/** A FetchXML query, read. */
export type Fetch = {
  readonly entity: FetchEntity;
  readonly top?: number;
  readonly pageSize: number;
  readonly page: number;
  readonly countTotal: boolean;
  readonly distinct: boolean;
};

/** The queried table, or one linked to it. */
export type FetchEntity = {
  readonly table: string;
  /** `all`: every column. */
  readonly columns: readonly FetchColumn[] | 'all';
  readonly orders: readonly { readonly column: string; readonly descending: boolean }[];
  readonly filter?: FetchFilter;
  readonly links: readonly FetchLink[];
};

export type FetchColumn = { readonly name: string; readonly alias?: string };

export type FetchLink = FetchEntity & {
  /** Column of the linked table, and of the one it is linked to. */
  readonly from: string;
  readonly to: string;
  readonly alias: string;
  readonly outer: boolean;
};

export type FetchFilter = {
  readonly kind: 'and' | 'or';
  readonly conditions: readonly FetchCondition[];
  readonly filters: readonly FetchFilter[];
};

export type FetchCondition = {
  readonly column: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** Alias of a linked table whose column is meant. */
  readonly alias?: string;
};
