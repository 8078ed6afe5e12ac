import type { Column } from '../format/table.ts';

/** A line of text. */
export const text = (name: string, en: string, nl: string, maxLength: number): Column => ({
  name,
  label: { en, nl },
  type: 'text',
  maxLength,
});

export const memo = (name: string, en: string, nl: string): Column => ({
  name,
  label: { en, nl },
  type: 'memo',
  // The most that a multi-line column takes: a settings document has to fit in.
  maxLength: 1_048_576,
});

/** The lookup from a permission row to its record; deleting the record deletes its permission rows. */
export function recordLookup(table: 'contact' | 'account' | 'lead', en: string, nl: string): Column {
  return {
    name: `assent_${table}id`,
    label: { en, nl },
    type: 'lookup',
    target: table,
    relationship: `assent_${table}_permissions`,
    cascadeDelete: 'Cascade',
  };
}

/** The columns for display that the relay writes on a contact, account or lead. */
export const displayColumns: readonly Column[] = [
  {
    name: 'assent_bounce',
    label: { en: 'Bounce', nl: 'Bounce' },
    type: 'choice',
    options: [
      { value: 0, label: { en: 'None', nl: 'Geen' } },
      { value: 1, label: { en: 'Soft', nl: 'Zacht' } },
      { value: 2, label: { en: 'Hard', nl: 'Hard' } },
      { value: 3, label: { en: 'Other', nl: 'Anders' } },
    ],
  },
  { name: 'assent_globaloptout', label: { en: 'Global opt-out', nl: 'Algemene afmelding' }, type: 'boolean' },
  memo('assent_withheld', 'Withheld', 'Tegengehouden'),
];
