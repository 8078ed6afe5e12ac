import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Importer } from './importer.ts';

/** The Power Platform CLI on PATH, or undefined. */
export function findPac(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => ['pac', 'pac.exe'].map((name) => join(folder, name))).find(existsSync);
}

/**
 * Imports by `pac solution import`. It signs in with the profile that `pac auth create` made before: pac takes a secret on its command
 * line only, where every user of the machine can read it, so we give it none.
 */
export function pacImporter(pac: string, environment: string, say: (line: string) => void): Importer {
  return {
    name: 'pac',
    importZip: async ({ zip, isUpgrade }) => {
      const args = [
        'solution',
        'import',
        '--environment',
        environment,
        '--path',
        zip,
        '--async',
        '--max-async-wait-time',
        '60',
        '--publish-changes',
        ...(isUpgrade ? ['--stage-and-upgrade'] : []),
      ];
      const code = await run(pac, args, say);
      if (code !== 0)
        throw new Error(
          `pac solution import ended with ${code}. Is there a profile (pac auth list)? Its words are above.`,
        );
    },
  };
}

function run(command: string, args: readonly string[], say: (line: string) => void): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => say(`  ${line}`));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // All that it says has been read by then.
    child.once('close', (code) => resolve(code ?? 1));
  });
}
