import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import type { Row } from '../store/row.ts';
import type { StoreSnapshot } from '../store/store.ts';
import type { TableSnapshot, Tombstone } from '../store/table-rows.ts';

/** What is kept between two runs. */
export type SavedState = {
  readonly organizationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Imported zips in force; the tables are read from them again. */
  readonly zips: readonly Uint8Array[];
  /** The solution that each zip goes by; a file of an earlier version has none. */
  readonly solutions: readonly string[];
  readonly store: StoreSnapshot;
};

const headSchema = z.object({
  format: z.literal(1),
  organizationId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  rowVersion: z.string(),
  zips: z.array(z.string()),
  solutions: z.array(z.string()).default([]),
});

const valueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ table: z.string(), id: z.string() }),
]);

/** A row: table, id, version, columns. A deleted one: without columns. */
const lineSchema = z.union([
  z.tuple([z.string(), z.string(), z.string(), z.record(z.string(), valueSchema)]),
  z.tuple([z.string(), z.string(), z.string()]),
]);

type ReadTable = { readonly rows: Map<string, Row>; readonly tombstones: Tombstone[] };

/** The file in `folder`; undefined when there is none yet. A line that cannot be read throws a sentence that names it. */
export function readStateFile(folder: string): SavedState | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const head = headSchema.parse(JSON.parse(first));
  const tables = new Map<string, ReadTable>();
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const parsed = lineSchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${file}: line ${index + 2} is no row.`);
    const [name, id, version, values] = parsed.data;
    const table: ReadTable = tables.get(name) ?? { rows: new Map(), tombstones: [] };
    tables.set(name, table);
    if (values) table.rows.set(id, { id, version: BigInt(version), values });
    else table.tombstones.push({ id, version: BigInt(version) });
  }
  return {
    ...head,
    zips: head.zips.map((zip) => Buffer.from(zip, 'base64')),
    store: { version: BigInt(head.rowVersion), tables },
  };
}

/** Writes beside the file and then takes its place, so that a crash leaves the old one. */
export async function writeStateFile(folder: string, state: SavedState): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const unfinished = `${fileIn(folder)}.new`;
  const stream = createWriteStream(unfinished);
  const { store, zips, ...head } = state;
  stream.write(
    `${JSON.stringify({ format: 1, ...head, rowVersion: `${store.version}`, zips: zips.map((zip) => Buffer.from(zip).toString('base64')) })}\n`,
  );
  for (const [name, table] of store.tables) {
    for (const chunk of chunksOf(linesOf(name, table))) {
      if (!stream.write(chunk)) await once(stream, 'drain');
    }
  }
  stream.end();
  await finished(stream);
  renameSync(unfinished, fileIn(folder));
}

function fileIn(folder: string): string {
  return join(folder, 'dataverse.jsonl');
}

function* linesOf(name: string, table: TableSnapshot): Iterable<string> {
  for (const row of table.rows.values()) yield JSON.stringify([name, row.id, `${row.version}`, row.values]);
  for (const gone of table.tombstones) yield JSON.stringify([name, gone.id, `${gone.version}`]);
}

function* chunksOf(lines: Iterable<string>): Iterable<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < 500) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}
