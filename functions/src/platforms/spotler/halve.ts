import type { ContactWrite, WriteResult } from '../../event/contact-write.ts';

/** A call that is refused as a whole is sent in halves until the one contact that spoils it is alone. */
export async function halve(
  writes: readonly ContactWrite[],
  send: (half: readonly ContactWrite[]) => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
  const middle = Math.ceil(writes.length / 2);
  return [...(await send(writes.slice(0, middle))), ...(await send(writes.slice(middle)))];
}
