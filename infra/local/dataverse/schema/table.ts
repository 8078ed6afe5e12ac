/** The kinds of column we know, in the words of the Web API's attribute types but shorter. */
export type ColumnType =
  | 'key'
  | 'guid'
  | 'text'
  | 'memo'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'datetime'
  | 'date'
  | 'choice'
  | 'choices'
  | 'state'
  | 'status'
  | 'lookup';

/** `state`: for a status, the state it belongs to. The first status listed for a state is that state's default. */
export type Option = { readonly value: number; readonly label: string; readonly state?: number };

/** `onDelete`, `collection`: what happens to the child when the parent goes; the name of the children seen from the parent. */
export type LookupTarget = {
  readonly table: string;
  readonly relationship: string;
  readonly onDelete: CascadeDelete;
  /** Name of the single-valued navigation property, also the name before `@odata.bind`. Case-sensitive. */
  readonly navigation: string;
  readonly collection: string;
};

export type TextFormat = 'Email' | 'Phone' | 'Url';

export type CascadeDelete = 'Cascade' | 'RemoveLink' | 'Restrict' | 'NoCascade';

export type Column = {
  readonly name: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly maxLength?: number;
  /** What a line of text holds; absent for any text. */
  readonly format?: TextFormat;
  /** Asked for by forms; the Web API takes a row without it (RequiredLevel ApplicationRequired). */
  readonly required?: boolean;
  readonly options: readonly Option[];
  readonly targets: readonly LookupTarget[];
  /** Written by the platform only; a value sent for it is ignored, as Dataverse does. */
  readonly readOnly: boolean;
  /** Accepted but never given back (`authvalue` of a service endpoint). */
  readonly writeOnly: boolean;
  readonly secured: boolean;
  readonly custom: boolean;
  readonly initial?: string | number | boolean;
};

export type Table = {
  readonly name: string;
  readonly schemaName: string;
  readonly set: string;
  readonly code: number;
  readonly key: string;
  readonly primaryName?: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly owned: 'user' | 'organization' | 'none';
  readonly custom: boolean;
  readonly activity: boolean;
  readonly changeTracking: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  /** Alternate keys: name to columns. */
  readonly alternateKeys: ReadonlyMap<string, readonly string[]>;
};

/** Tables that the Merge message knows (Merge action reference): contact, account, lead and case; we have no case. */
export const mergeableTables: ReadonlySet<string> = new Set(['contact', 'account', 'lead']);
