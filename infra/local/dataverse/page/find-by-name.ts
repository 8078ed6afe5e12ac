import type { Metadata } from './metadata.ts';
import { type Lookup, textOf } from './row.ts';
import type { WebApi } from './web-api.ts';

const mostSuggestions = 8;

/** Active records of a table whose name contains the text, by name; none when the organisation has no such table. */
export async function findByName(
  api: WebApi,
  metadata: Metadata,
  tableName: string,
  text: string,
): Promise<readonly Lookup[]> {
  const table = metadata.find(tableName);
  if (!table || !text) return [];
  const { idColumn, nameColumn, entitySet } = table;
  const filter = `contains(${nameColumn},'${text.replaceAll("'", "''")}') and statecode eq 0`;
  const query = `$select=${idColumn},${nameColumn}&$orderby=${nameColumn}&$filter=${encodeURIComponent(filter)}`;
  const { rows } = await api.list(`${entitySet}?${query}`, mostSuggestions);
  return rows.map((row) => ({ table: tableName, id: textOf(row, idColumn), name: textOf(row, nameColumn) }));
}
