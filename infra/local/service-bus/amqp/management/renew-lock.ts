import rhea from 'rhea';
import { z } from 'zod';
import { renewMessageLock } from '../../engine/renew-lock.ts';
import { lockTokens, type Operation } from './operation.ts';

const schema = z.looseObject({ 'lock-tokens': lockTokens });
const timestampCode = 0x83;

/** `com.microsoft:renew-lock`: the new ends, in the order of the tokens. */
export const renewLock: Operation = ({ queue, body, answer }) => {
  const expirations = schema.parse(body)['lock-tokens'].map((token) => renewMessageLock(queue, token));
  answer({ expirations: rhea.types.wrap_array(expirations, timestampCode, undefined) });
};
