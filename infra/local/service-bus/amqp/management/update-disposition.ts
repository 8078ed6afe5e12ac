import { z } from 'zod';
import { findLocked } from '../../engine/find-locked.ts';
import { type Settlement, settle } from '../../engine/settle.ts';
import { withoutNulls } from '../settle-on.ts';
import { lockTokens, type Operation } from './operation.ts';

const schema = z.looseObject({
  'lock-tokens': lockTokens,
  'disposition-status': z.enum(['completed', 'abandoned', 'defered', 'suspended']),
  'deadletter-reason': z.string().nullish(),
  'deadletter-description': z.string().nullish(),
  'properties-to-modify': z.record(z.string(), z.unknown()).nullish(),
});

/** `com.microsoft:update-disposition`: settles by lock token, for messages whose link is gone or that were deferred. */
export const updateDisposition: Operation = ({ queue, body, answer }) => {
  const asked = schema.parse(body);
  const settlement = toSettlement(asked);
  const found = asked['lock-tokens'].map((token) => findLocked(queue, token));
  for (const message of found) settle(message, settlement);
  queue.bus.store.whenDurable(() => answer({}));
};

function toSettlement(asked: z.infer<typeof schema>): Settlement {
  const changes = withoutNulls(asked['properties-to-modify']);
  switch (asked['disposition-status']) {
    case 'completed':
      return { kind: 'complete' };
    case 'abandoned':
      return { kind: 'abandon', changes };
    case 'defered': // spelt so in the protocol
      return { kind: 'defer', changes };
    case 'suspended':
      return { kind: 'deadLetter', changes: { ...changes, ...deadLetterReason(asked) } };
  }
}

function deadLetterReason(asked: z.infer<typeof schema>): Record<string, unknown> {
  return withoutNulls({
    DeadLetterReason: asked['deadletter-reason'],
    DeadLetterErrorDescription: asked['deadletter-description'],
  });
}
