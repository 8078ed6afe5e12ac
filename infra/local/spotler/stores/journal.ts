import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { applyFact, type Fact, factSchema, factsOf } from './facts.ts';
import type { Stores } from './stores.ts';

/** Writes every fact to a file, one JSON line each, so that the account survives a restart. */
export type Journal = {
  readonly append: (fact: Fact) => void;
  /** Resolves once everything appended so far is with the operating system; a killed process has lost nothing before it. */
  readonly flushed: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** For a sandbox that keeps nothing. */
export const noJournal: Journal = {
  append: () => undefined,
  flushed: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Brings the stores to what the file says, writes it anew without what is outdated, and goes on writing to it. */
export async function openJournal(directory: string, stores: Stores): Promise<Journal> {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'spotler.jsonl');
  if (existsSync(file)) await load(file, stores);
  await compact(file, stores);
  return writeTo(createWriteStream(file, { flags: 'a' }));
}

function writeTo(stream: WriteStream): Journal {
  let last: Promise<void> = Promise.resolve();
  return {
    append: (fact) => {
      last = new Promise((resolve, reject) => {
        stream.write(line(fact), (error) => (error ? reject(error) : resolve()));
      });
    },
    flushed: () => last,
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** A last line without its end was being written when the process died; its caller never had an answer. */
async function load(file: string, stores: Stores): Promise<void> {
  let number = 0;
  let broken: string | undefined;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (broken !== undefined) throw new Error(broken);
    const parsed = factSchema.safeParse(parse(text));
    if (parsed.success) applyFact(stores, parsed.data);
    else broken = `${file}, line ${number}: this is not a fact of this sandbox; move the file away to start empty.`;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Judged by the schema, together with what is JSON but no fact.
    return undefined;
  }
}

async function compact(file: string, stores: Stores): Promise<void> {
  const stream = createWriteStream(`${file}.new`);
  for (const fact of factsOf(stores)) if (!stream.write(line(fact))) await once(stream, 'drain');
  await new Promise<void>((resolve) => stream.end(() => resolve()));
  renameSync(`${file}.new`, file);
}

function line(fact: Fact): string {
  return `${JSON.stringify(fact)}\n`;
}
