import type { Readable } from 'node:stream';

/** The whole body. Throws when the other side goes away before its end. */
export async function readBody(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks);
}
