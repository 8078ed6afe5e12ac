/** A zip to import. An upgrade replaces an older version of the same solution, and takes away what the new one lacks. */
export type Import = { readonly zip: string; readonly isUpgrade: boolean };

/** Brings a zip into an environment, steps switched off. Throws an Error with the reason of whoever refused it. */
export type Importer = { readonly name: ImporterName; readonly importZip: (order: Import) => Promise<void> };

export const importerNames = ['wrapper', 'pac', 'web-api'] as const;
export type ImporterName = (typeof importerNames)[number];
