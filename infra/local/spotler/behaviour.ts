import { z } from 'zod';

/**
 * What is not known of the real service, each as a switch of `POST /_control/behaviour`. The defaults are the likelier answer;
 * the README says for each what it rests on. A client has to be right both ways.
 */
export const behaviourSchema = z.strictObject({
  /** `update: true` creates a contact that is not there. The specification: "only existing contacts can be updated". */
  updateCreates: z.boolean().default(true),
  /** An address may be held by one contact only. */
  uniqueEmail: z.boolean().default(false),
  badKeyStatus: z.literal([401, 403]).default(401),
  /** Where dates without a zone are meant, IANA name. */
  zone: z.string().refine(isZone, 'is not a time zone').default('Europe/Amsterdam'),
  /** Calls per second; 0 = none. No number is published. */
  rateLimit: z.int().min(0).default(0),
  /** Seconds of `Retry-After` in a 429. */
  retryAfterSeconds: z.int().min(0).default(1),
  /** Writes through the API show up in `updates/list` too. */
  ownWritesChangeLastChanged: z.boolean().default(true),
  /** How `created`, `lastChanged` and the date of a bounce are written. */
  datesAs: z.enum(['epoch', 'iso']).default('epoch'),
  /** Status of a contact that is not there. */
  notFoundStatus: z.literal([404, 400]).default(404),
  /** Contacts that change while a list is paged slide over the page edge; false = the first page freezes the list. */
  listsMoveWhilePaged: z.boolean().default(true),
  /** Whether only a grant needs an active channel, or every write. */
  noActiveChannelWhen: z.enum(['granting', 'always']).default('granting'),
});

export type Behaviour = Readonly<z.infer<typeof behaviourSchema>>;

export type Switches = {
  readonly get: () => Behaviour;
  /** Throws a ZodError that names every switch that is unknown or wrong. */
  readonly change: (part: unknown) => void;
  readonly reset: () => void;
};

export function createSwitches(): Switches {
  let behaviour: Behaviour = behaviourSchema.parse({});
  return {
    get: () => behaviour,
    change: (part) => {
      behaviour = behaviourSchema.parse({ ...behaviour, ...z.record(z.string(), z.unknown()).parse(part) });
    },
    reset: () => {
      behaviour = behaviourSchema.parse({});
    },
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // The only way to ask: an unknown zone throws a RangeError.
    return false;
  }
}
