/** One option of a choice column. */
export type Option = { readonly value: number; readonly label: string };

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
  /** Said below the control. */
  readonly hint?: string;
};

export type Section = { readonly label: string; readonly fields: readonly Field[]; readonly permissions?: boolean };
export type Tab = { readonly name: string; readonly label: string; readonly sections: readonly Section[] };

export type FormLayout = {
  readonly table: string;
  readonly tabs: readonly Tab[];
  /** The lookup of the permission table that points at a record of this table; absent where it has no permissions. */
  readonly permissionColumn?: string;
};

export function fieldsOf(layout: FormLayout): readonly Field[] {
  return layout.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields));
}

/**
 * The layout without what this organisation does not have: columns that no solution brought (or that an admin dropped), the
 * permission grid where there is no such lookup, and sections and tabs that have nothing left.
 */
export function keepKnown(layout: FormLayout, columns: ReadonlySet<string>, hasPermissions: boolean): FormLayout {
  const tabs = layout.tabs.map((tab) => ({
    ...tab,
    sections: tab.sections
      .map((section) => ({ ...section, fields: section.fields.filter(({ column }) => columns.has(column)) }))
      .filter((section) => section.fields.length > 0 || (section.permissions && hasPermissions)),
  }));
  return { ...layout, tabs: tabs.filter((tab) => tab.sections.length > 0) };
}
