/** A label in the languages we ship: English (1033) and Dutch (1043). */
export type Label = { readonly en: string; readonly nl: string };

type Named = {
  /** Schema name. Lower case throughout, so that it is the logical name and the `@odata.bind` name too. */ readonly name: string;
  readonly label: Label;
};

export type Column = Named &
  (
    | { readonly type: 'text'; readonly maxLength: number; readonly required?: boolean }
    | { readonly type: 'memo'; readonly maxLength: number }
    | { readonly type: 'integer' }
    | { readonly type: 'boolean' }
    | { readonly type: 'choice'; readonly options: readonly { readonly value: number; readonly label: Label }[] }
    | {
        readonly type: 'lookup';
        readonly target: string;
        readonly relationship: string;
        readonly cascadeDelete: 'Cascade' | 'RemoveLink' | 'Restrict';
      }
  );

/** What a person sees of a table: the sections of its main form, and its views. */
export type Layout = {
  readonly icon: string;
  readonly sections: readonly { readonly label: Label; readonly columns: readonly string[] }[];
  /** Columns of every view, left to right, with their widths in pixels. */
  readonly viewColumns: readonly { readonly name: string; readonly width: number }[];
  /** What the search box above a list looks in, besides the name. */
  readonly searchColumns: readonly string[];
  /** The view by this column, newest or first on top. */
  readonly order: { readonly column: string; readonly descending: boolean };
};

/** A table of ours. Its key is `<name>id`, its entity set `<name>s`. */
export type Table = Named & {
  readonly plural: Label;
  readonly description: Label;
  /** Rows that belong to somebody's record carry an owner; settings and orders belong to the organisation. */
  readonly ownership: 'UserOwned' | 'OrgOwned';
  /** The primary name column. */
  readonly primaryName: Named & { readonly maxLength: number };
  readonly columns: readonly Column[];
  readonly changeTracking: boolean;
  readonly layout: Layout;
};

/** What we add to a table which is not ours: columns, and buttons on its command bars. */
export type TableExtension = Named & { readonly columns: readonly Column[]; readonly hasButtons: boolean };
