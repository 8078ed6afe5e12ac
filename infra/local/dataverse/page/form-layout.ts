/** One option of a choice column. */
export type Option = { readonly value: number; readonly label: string };

/** A lookup column, and the navigation property that `@odata.bind` names. */
export type LookupColumn = { readonly column: string; readonly bind: string };

export type Field = {
  readonly column: string;
  readonly label: string;
  readonly kind:
    | 'text'
    | 'memo'
    | 'email'
    | 'phone'
    | 'url'
    | 'date'
    | 'number'
    | 'yesno'
    | 'choice'
    | 'lookup'
    | 'shown';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly options?: readonly Option[];
  /** For lookups: the table looked up, and the navigation property that `@odata.bind` names. */
  readonly target?: { readonly table: string; readonly bind: string };
  /** Shown, never written. */
  readonly readOnly?: boolean;
};

/** Rows of another table that belong to the record; `lookup` is that table's column which points at it. */
export type Subgrid = {
  readonly name: string;
  readonly label: string;
  readonly table: string;
  readonly lookup: LookupColumn;
};

export type Section = {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly Field[];
  readonly subgrids: readonly Subgrid[];
};
export type Tab = { readonly name: string; readonly label: string; readonly sections: readonly Section[] };

export type FormLayout = { readonly table: string; readonly tabs: readonly Tab[] };

export function fieldsOf(layout: FormLayout): readonly Field[] {
  return layout.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields));
}

export function isPermissionGrid({ table }: Subgrid): boolean {
  return table === 'assent_permission';
}

export function subgridsOf(layout: FormLayout): readonly Subgrid[] {
  return layout.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.subgrids));
}

/** The sub-grid in which a record's permissions are edited; undefined on a form without one. */
export function permissionGridOf(layout: FormLayout): Subgrid | undefined {
  return subgridsOf(layout).find(isPermissionGrid);
}
