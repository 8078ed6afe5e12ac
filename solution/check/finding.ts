import type { Package } from './read-package.ts';

/** Something that Dataverse would refuse, or that would go wrong after the import. */
export type Finding = {
  /** Zip and path in it: `assent_core.zip/customizations.xml`. */
  readonly file: string;
  /** The element or part, as a person can find it. */
  readonly element: string;
  /** What is wrong and what to do. */
  readonly message: string;
};

/** One thing that must hold in every zip, or between the zips. */
export type Rule = (packages: readonly Package[]) => readonly Finding[];

/** A rule that looks at one zip at a time. */
export function eachPackage(look: (pack: Package) => readonly Finding[]): Rule {
  return (packages) => packages.flatMap(look);
}
