/** Something that is not as it has to be. Without `apply` a person has to see to it. */
export type Difference = { readonly says: string; readonly apply?: () => Promise<void> };

/** One thing that an import leaves open: what is not right about it, and how each of it is put right. Looking changes nothing. */
export type Part = { readonly name: string; readonly differences: () => Promise<readonly Difference[]> };

/**
 * Puts right what is not, part by part, in their order: a later one rests on those before it. Doing it again changes nothing.
 * `say` is given one line for each difference.
 */
export async function bringInLine(parts: readonly Part[], say: (line: string) => void): Promise<void> {
  for (const { name, differences } of parts) {
    for (const { says, apply } of await differences()) {
      if (apply) await apply();
      say(`${name}: ${says}${apply ? '' : ' (this needs a person)'}`);
    }
  }
}
