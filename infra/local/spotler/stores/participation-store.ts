import { z } from 'zod';

export const participationSchema = z
  .object({
    /** `campaignSubscriptionId` of the specification. */
    id: z.int(),
    /** Of the campaign or the automation. */
    of: z.string(),
    /** The contact's running number. */
    number: z.int(),
    startedMs: z.number(),
    finished: z.boolean(),
  })
  .readonly();

/** One run of a campaign or an automation for one contact. */
export type Participation = z.infer<typeof participationSchema>;

export type ParticipationStore = {
  readonly nextId: () => number;
  readonly put: (participation: Participation) => void;
  readonly of: (what: string, number: number) => readonly Participation[];
  readonly byId: (id: number) => Participation | undefined;
  readonly all: () => readonly Participation[];
  readonly clear: () => void;
};

export function createParticipationStore(): ParticipationStore {
  const runs = new Map<number, Participation>();
  const perContact = new Map<string, readonly number[]>();
  let last = 0;
  return {
    nextId: () => {
      last += 1;
      return last;
    },
    put: (run) => {
      const key = `${run.of} ${run.number}`;
      if (!runs.has(run.id)) perContact.set(key, [...(perContact.get(key) ?? []), run.id]);
      runs.set(run.id, run);
      last = Math.max(last, run.id);
    },
    of: (what, number) => (perContact.get(`${what} ${number}`) ?? []).flatMap((id) => runs.get(id) ?? []),
    byId: (id) => runs.get(id),
    all: () => [...runs.values()],
    clear: () => {
      runs.clear();
      perContact.clear();
      last = 0;
    },
  };
}
