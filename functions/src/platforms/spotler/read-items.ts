import { z } from 'zod';
import { parseJson } from './parse-json.ts';

const itemShape = z.object({ externalId: z.string(), code: z.string(), message: z.string().nullish() });
const listShape = z.array(z.unknown()).catch([]);

/**
 * The elements of the answer to `POST /contact/list` that can be read. One that cannot spoils no other: its contact then has no
 * answer and is sent again.
 */
export function readItems(body: string): ReadonlyMap<string, z.infer<typeof itemShape>> {
  const items = listShape.parse(parseJson(body)).flatMap((item) => itemShape.safeParse(item).data ?? []);
  return new Map(items.map((item) => [item.externalId, item]));
}
