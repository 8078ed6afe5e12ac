import { z } from 'zod';
import type { Control } from './control.ts';

const share = z.number().min(0).max(1);

const bodySchema = z
  .object({
    paused: z.boolean(),
    shuffle: z.boolean(),
    delayMs: z.tuple([z.number().min(0), z.number().min(0)]),
    repeatShare: share,
    dropShare: share,
  })
  .partial()
  .strict();

/** `POST /async`: how the asynchronous queue behaves; what is left out stays as it is. */
export const asyncSettings: Control = ({ org }, body) => {
  const { paused, shuffle, delayMs, repeatShare, dropShare } = bodySchema.parse(body);
  const now = org.queue.settings();
  org.queue.configure({
    paused: paused ?? now.paused,
    shuffle: shuffle ?? now.shuffle,
    delayMs: delayMs ?? now.delayMs,
    repeatShare: repeatShare ?? now.repeatShare,
    dropShare: dropShare ?? now.dropShare,
  });
  return org.queue.settings();
};
