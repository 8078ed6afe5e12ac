import type { IncomingMessage } from 'node:http';

/** FUNCTIONS_REQUEST_BODY_SIZE_LIMIT of the host: 100 MB. */
export const maxBodyBytes = 104_857_600;

/**
 * The host reads a body only when Content-Length is greater than 0 (GrpcMessageConversionExtensions, not streaming): a chunked
 * request reaches the function empty. `undefined` = no body.
 */
export async function readHostBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (!(Number(request.headers['content-length']) > 0)) {
    request.resume();
    return undefined;
  }
  return readWhole(request);
}

/** All bytes of a request, whatever its headers say. */
export async function readWhole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
