import type { Sandbox } from '../sandbox.ts';

/** Running numbers of the contacts with these external ids, and the ids that nobody has. */
export function findMembers(
  sandbox: Sandbox,
  externalIdField: string,
  externalIds: readonly string[],
): { readonly numbers: readonly number[]; readonly unknown: readonly string[] } {
  const found = externalIds.map((externalId) => {
    const contact = sandbox.contacts.byExternalId(externalIdField, externalId);
    return contact?.state === 'anonymized' ? undefined : contact;
  });
  return {
    numbers: found.flatMap((contact) => contact?.number ?? []),
    unknown: externalIds.filter((_, at) => found[at] === undefined),
  };
}
