import { z } from 'zod';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest, refuse } from '../refuse.ts';

const maxBatch = 2500;

const changeContactsAudienceRequest = z.object({ contacts: z.array(z.string()) });

/** The external ids of the body, or the refusal: 413 for more than 2,500. */
export async function readMembers(c: Call): Promise<readonly string[] | Response> {
  const read = await readBody(c, changeContactsAudienceRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  if (read.body.contacts.length <= maxBatch) return read.body.contacts;
  const message = `Maximum batch size of contact ids exceeded(maximum is ${maxBatch})`;
  return refuse(c, { status: 413, errorType: 'INVALID_PARAMS', message });
}
