import { z } from 'zod';

export const formResultSchema = z
  .object({
    id: z.int(),
    formId: z.int(),
    /** The contact's running number. */
    number: z.int(),
    atMs: z.number(),
    answers: z.record(z.string(), z.array(z.string())).readonly(),
  })
  .readonly();

/** One filled-in form. */
export type FormResult = z.infer<typeof formResultSchema>;

export type FormResultStore = {
  readonly nextId: () => number;
  readonly add: (result: FormResult) => void;
  readonly ofForm: (formId: number) => readonly FormResult[];
  readonly ofContact: (number: number) => readonly FormResult[];
  readonly all: () => readonly FormResult[];
  readonly clear: () => void;
};

export function createFormResultStore(): FormResultStore {
  const results: FormResult[] = [];
  let last = 0;
  return {
    nextId: () => {
      last += 1;
      return last;
    },
    add: (result) => {
      results.push(result);
      last = Math.max(last, result.id);
    },
    ofForm: (formId) => results.filter((result) => result.formId === formId),
    ofContact: (number) => results.filter((result) => result.number === number),
    all: () => results,
    clear: () => {
      results.length = 0;
      last = 0;
    },
  };
}
