import { z } from 'zod';

/** Who reacts: a share of the recipients (0 to 1), or their external ids. */
const whose = z.union([z.number().min(0).max(1), z.array(z.string())]).default([]);

export const mailingOrder = z.object({
  name: z.string().min(1),
  /** Everybody who holds this permission, or everybody on this temporary list or audience. */
  bit: z.int().exactOptional(),
  list: z.string().exactOptional(),
  type: z.enum(['EMAIL', 'SMS']).default('EMAIL'),
  subject: z.string().exactOptional(),
  fromName: z.string().default('Demo sender'),
  fromEmail: z.string().default('news@sender.example'),
  trendReportId: z.int().default(1),
  links: z
    .array(z.object({ name: z.string(), url: z.string(), type: z.string().exactOptional() }))
    .default([{ name: 'Read more', url: 'https://www.example/more' }]),
  at: z.string().exactOptional(),
  hardBounces: whose,
  softBounces: whose,
  opens: whose,
  clicks: whose,
  unsubscribes: whose,
  complaints: whose,
});

export const interactionOrder = z.object({
  /** `encryptedId` of the mailing. */
  mailing: z.string(),
  externalId: z.string().exactOptional(),
  number: z.int().exactOptional(),
  type: z.enum(['open', 'click', 'HARDBOUNCE', 'SOFTBOUNCE', 'unsubscribe', 'complaint']),
  /** Of a click; the first link when left out. */
  linkId: z.int().exactOptional(),
  /** Of an unsubscribe; from everything when left out. */
  bit: z.int().exactOptional(),
  at: z.string().exactOptional(),
});

export type MailingOrder = z.infer<typeof mailingOrder>;
export type InteractionOrder = z.infer<typeof interactionOrder>;
export type Whose = z.infer<typeof whose>;
