import { z } from 'zod';

/** Rows of the Dataverse stand-in, read as its own page reads them. None where it refuses: the table may not be there yet. */
export async function queryAsAdmin<T>(dataverseUrl: string, path: string, row: z.ZodType<T>): Promise<readonly T[]> {
  const answer = await fetch(`${dataverseUrl}/api/data/v9.2/${path}`, { headers: { 'x-assent-page': '1' } });
  const body: unknown = await answer.json();
  return answer.ok ? z.object({ value: z.array(row) }).parse(body).value : [];
}
