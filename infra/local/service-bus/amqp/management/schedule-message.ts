import rhea from 'rhea';
import { z } from 'zod';
import { readMessage } from '../../codec/read-message.ts';
import { enqueue } from '../../engine/enqueue.ts';
import type { Operation } from './operation.ts';

const schema = z.looseObject({ messages: z.array(z.looseObject({ message: z.instanceof(Buffer) })) });
const longCode = 0x81;

/** `com.microsoft:schedule-message`: the sequence numbers by which the messages can be cancelled. */
export const scheduleMessage: Operation = ({ queue, body, answer }) => {
  const contents = schema.parse(body).messages.map(({ message }) => readMessage(Buffer.from(message)));
  enqueue(queue, contents, (numbers) =>
    answer({ 'sequence-numbers': rhea.types.wrap_array(numbers, longCode, undefined) }),
  );
};
