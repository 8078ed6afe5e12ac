import { createHmac } from 'node:crypto';
import { percentEncode } from './percent-encode.ts';

/** HMAC-SHA1 in base64 (RFC 5849, 3.4.2). There is no token, so the key is the encoded consumer secret and a bare `&`. */
export function sign(text: string, consumerSecret: string): string {
  return createHmac('sha1', `${percentEncode(consumerSecret)}&`)
    .update(text)
    .digest('base64');
}
