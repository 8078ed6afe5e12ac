/** A relationship of many to many: its name is the navigation property on both ends, its rows lie in an intersect table. */
export type ManyToMany = {
  readonly name: string;
  readonly intersect: string;
  readonly ends: readonly [End, End];
};

type End = { readonly table: string; readonly column: string };

const all: readonly ManyToMany[] = [
  {
    name: 'systemuserroles_association',
    intersect: 'systemuserroles',
    ends: [
      { table: 'systemuser', column: 'systemuserid' },
      { table: 'role', column: 'roleid' },
    ],
  },
  {
    name: 'roleprivileges_association',
    intersect: 'roleprivileges',
    ends: [
      { table: 'role', column: 'roleid' },
      { table: 'privilege', column: 'privilegeid' },
    ],
  },
];

export type ManyFrom = { readonly intersect: string; readonly own: End; readonly other: End };

/** The relationship behind a collection-valued navigation property, seen from one end. */
export function manyToMany(table: string, name: string): ManyFrom | undefined {
  const found = all.find((one) => one.name === name);
  if (!found) return undefined;
  const [a, b] = found.ends;
  if (a.table === table) return { intersect: found.intersect, own: a, other: b };
  return b.table === table ? { intersect: found.intersect, own: b, other: a } : undefined;
}
