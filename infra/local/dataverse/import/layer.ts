import type { SolutionFile } from './solution-file.ts';

/**
 * One import that is in force. An update puts a second layer of a solution over the first, so what only the first has stays; an
 * upgrade leaves one. What an unmanaged solution brought stays when the solution is deleted: its layers go by no name then.
 */
export type Layer = { readonly solution: string; readonly file: SolutionFile; readonly zip: Uint8Array };

/** Behind the name of a solution that is imported for an upgrade and not promoted yet. */
export const holdingSuffix = '_Upgrade';
