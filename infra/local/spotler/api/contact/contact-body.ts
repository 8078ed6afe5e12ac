import { z } from 'zod';

/** Contact of the specification as far as a write may name it. Read-only fields may be there and are not looked at. */
export const contactBody = z.object({
  externalId: z.string().nullish(),
  testGroup: z.boolean().nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

export const contactRequest = z.object({
  update: z.boolean().nullish(),
  purge: z.boolean().nullish(),
  contact: contactBody,
});

export const addContactsRequest = z.object({
  update: z.boolean().nullish(),
  purge: z.boolean().nullish(),
  contacts: z.array(contactBody),
});
