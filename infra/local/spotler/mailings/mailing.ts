import { z } from 'zod';

const link = z.object({
  id: z.int(),
  name: z.string(),
  url: z.string(),
  /** `conversion` counts for the statistics (specification, MailingLink). */
  type: z.string().exactOptional(),
});

export const mailingSchema = z
  .object({
    encryptedId: z.string(),
    /** A mailing that a campaign sends has its own calls (`/campaign-mailing`). */
    kind: z.enum(['mailing', 'campaign']),
    name: z.string(),
    type: z.enum(['EMAIL', 'SMS']),
    sentMs: z.number(),
    subject: z.string(),
    fromName: z.string(),
    fromEmail: z.string(),
    targetGroup: z.string(),
    trendReportId: z.int(),
    links: z.array(link).readonly(),
  })
  .readonly();

export const interactionSchema = z
  .object({
    id: z.int(),
    kind: z.enum(['sent', 'opened', 'clicked', 'bounced', 'unsubscribed']),
    mailingId: z.string(),
    /** The contact's running number. */
    number: z.int(),
    /** When it happened, and when the account learned of it (`date` and `changeDate` of the feed). */
    atMs: z.number(),
    changedMs: z.number(),
    linkId: z.int().exactOptional(),
    bounce: z.enum(['HARDBOUNCE', 'SOFTBOUNCE']).exactOptional(),
    /** Whether the bounce closed the channel. */
    closes: z.boolean().exactOptional(),
    /** Which run of the campaign it belongs to. */
    campaignSubscriptionId: z.int().exactOptional(),
  })
  .readonly();

export type Mailing = z.infer<typeof mailingSchema>;
export type Interaction = z.infer<typeof interactionSchema>;
export type InteractionKind = Interaction['kind'];
