import rhea from 'rhea';
import { z } from 'zod';
import { renewSessionLock as renew } from '../../engine/renew-lock.ts';
import type { Operation } from './operation.ts';

const schema = z.looseObject({ 'session-id': z.string() });

/** `com.microsoft:renew-session-lock`. */
export const renewSessionLock: Operation = ({ queue, body, linkName, answer }) => {
  const expiration = renew(queue, schema.parse(body)['session-id'], linkName);
  answer({ expiration: rhea.types.wrap_timestamp(expiration) });
};
