import { z } from 'zod';
import { type Component, componentsOf } from './components.ts';
import type { Finding, Rule } from './finding.ts';

const componentShape = z.strictObject({
  solution: z.string(),
  kind: z.string(),
  name: z.string(),
  id: z.string().optional(),
});

/** `solution/released.json`: what the last release brought, and what was taken away since on purpose. */
export const releasedShape = z.strictObject({
  version: z.string(),
  components: z.array(componentShape),
  removed: z.array(
    z.strictObject({
      solution: z.string(),
      kind: z.string(),
      name: z.string(),
      /** For the administrator: what becomes of it and of its data. */
      note: z.string().min(10),
    }),
  ),
});

export type Released = z.infer<typeof releasedShape>;

/** An upgrade deletes, with all data, what the new version does not bring; a new id makes a second component beside the old one. */
export function keepsReleased(released: Released): Rule {
  return (packages) =>
    packages.flatMap((pack) => {
      const now = componentsOf(pack);
      return released.components
        .filter(({ solution }) => solution === pack.uniqueName)
        .flatMap((then) => compare(pack.zip, { then, now, released }));
    });
}

type Compared = {
  readonly then: Released['components'][number];
  readonly now: readonly Component[];
  readonly released: Released;
};

function compare(zip: string, { then, now, released }: Compared): readonly Finding[] {
  const file = `${zip}/customizations.xml`;
  const element = `${then.kind} ${then.name}`;
  const sameKind = now.filter(({ kind }) => kind === then.kind);
  // People may rename what has an id.
  if (then.id !== undefined && sameKind.some(({ id }) => id === then.id)) return [];
  const sameName = sameKind.find(({ name }) => name === then.name);
  if (sameName && then.id === undefined) return [];
  if (sameName)
    return [
      {
        file,
        element,
        message: `had the id ${then.id} in ${released.version} and has ${sameName.id} now: keep the old one`,
      },
    ];
  const isNoted = released.removed.some(
    ({ solution, kind, name }) => solution === then.solution && kind === then.kind && name === then.name,
  );
  if (isNoted) return [];
  return [
    {
      file,
      element,
      message: `was in ${released.version} and is gone: bring it back, or say why in released.json, removed`,
    },
  ];
}
