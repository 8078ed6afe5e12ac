import { z } from 'zod';

export const listSchema = z
  .object({
    kind: z.enum(['temporary', 'audience']),
    externalId: z.string(),
    name: z.string(),
    description: z.string().exactOptional(),
    createdMs: z.number(),
    changedMs: z.number(),
    lastAddedMs: z.number().exactOptional(),
    lastRemovedMs: z.number().exactOptional(),
    /** A mailing waits for it, so it cannot be deleted. */
    inUse: z.boolean().default(false),
  })
  .readonly();

/** A temporary list (`/templist`) or a dynamic one (`/audience`). */
export type List = z.infer<typeof listSchema>;
export type ListKind = List['kind'];

export type ListStore = {
  readonly get: (kind: ListKind, externalId: string) => List | undefined;
  readonly all: (kind: ListKind) => readonly List[];
  /** Running numbers of the contacts on it. */
  readonly members: (list: List) => ReadonlySet<number>;
  readonly put: (list: List) => void;
  readonly remove: (kind: ListKind, externalId: string) => void;
  readonly addMembers: (list: List, numbers: readonly number[]) => void;
  readonly removeMembers: (list: List, numbers: readonly number[]) => void;
  readonly clear: () => void;
};

export function createListStore(): ListStore {
  const lists = new Map<string, List>();
  const members = new Map<string, Set<number>>();
  const membersOf = (list: List) => {
    const found = members.get(keyOf(list.kind, list.externalId)) ?? new Set<number>();
    members.set(keyOf(list.kind, list.externalId), found);
    return found;
  };
  return {
    get: (kind, externalId) => lists.get(keyOf(kind, externalId)),
    all: (kind) => [...lists.values()].filter((list) => list.kind === kind),
    members: membersOf,
    put: (list) => {
      lists.set(keyOf(list.kind, list.externalId), list);
    },
    remove: (kind, externalId) => {
      lists.delete(keyOf(kind, externalId));
      members.delete(keyOf(kind, externalId));
    },
    addMembers: (list, numbers) => {
      for (const number of numbers) membersOf(list).add(number);
    },
    removeMembers: (list, numbers) => {
      for (const number of numbers) membersOf(list).delete(number);
    },
    clear: () => {
      lists.clear();
      members.clear();
    },
  };
}

function keyOf(kind: ListKind, externalId: string): string {
  return `${kind} ${externalId}`;
}
