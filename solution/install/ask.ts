import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** The terminal, as far as somebody sits at it. */
export type Terminal = { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };

/** Asks for a secret without showing what is typed; undefined where nobody sits there. */
export async function askSecret({ input, output }: Terminal, name: string): Promise<string | undefined> {
  if (!input.isTTY) return undefined;
  // With it the terminal itself echoes no more, and what readline would echo goes nowhere: so it comes before the question.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true });
  output.write(`${name}: `);
  try {
    return (await lines.question('')).trim();
  } finally {
    lines.close();
    output.write('\n');
  }
}

/** Yes or no; no where nobody sits there. */
export async function askYes({ input, output }: Terminal, question: string): Promise<boolean> {
  if (!input.isTTY) return false;
  const lines = createInterface({ input, output });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
