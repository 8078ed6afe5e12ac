import { z } from 'zod';
import { cancelScheduled } from '../../engine/cancel-scheduled.ts';
import { long, type Operation } from './operation.ts';

const schema = z.looseObject({ 'sequence-numbers': z.array(long) });

/** `com.microsoft:cancel-scheduled-message`. */
export const cancelScheduledMessage: Operation = ({ queue, body, answer }) => {
  cancelScheduled(queue, schema.parse(body)['sequence-numbers']);
  queue.bus.store.whenDurable(() => answer({}));
};
