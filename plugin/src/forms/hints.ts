import type { Dynamics } from '../dynamics.ts';
import type { Synced } from '../synced.ts';
import type { Given } from './read-standing.ts';

export type Channel = 'email' | 'sms';

/** A column as the form has it now, saved or not; undefined where the form does not have it. */
export type OnForm = (column: string) => { readonly value: unknown; readonly label: string } | undefined;

/**
 * What somebody should know who just gave a permission: the record has no address for it, or the recipient withdrew it. An address
 * column that the form does not show gives no hint: unknown is not empty.
 */
export function hints(
  { given, synced, onForm }: { readonly given: readonly Given[]; readonly synced: Synced; readonly onForm: OnForm },
  say: Dynamics['say'],
): readonly string[] {
  const wanted = [
    ...given,
    ...synced.consents.flatMap(({ column, channel, yes }) => {
      const field = onForm(column);
      return field && yes.includes(field.value) ? [{ name: field.label, channel }] : [];
    }),
  ];
  const withdrawn = given.filter((each) => each.withdrawn);
  return [
    ...(['email', 'sms'] as const).flatMap((channel) => {
      const names = wanted.filter((each) => each.channel === channel).map(({ name }) => name);
      if (names.length === 0 || !isEmpty(synced.address[channel], onForm)) return [];
      return [say(channel === 'email' ? 'noEmail' : 'noPhone', [...new Set(names)].join(', '))];
    }),
    ...(withdrawn.length > 0 ? [say('withdrawn', withdrawn.map(({ name }) => name).join(', '))] : []),
  ];
}

/** A table without a column for the channel has no address for it either. */
function isEmpty(column: string | undefined, onForm: OnForm): boolean {
  if (column === undefined) return true;
  const value = onForm(column)?.value;
  return value === null || (typeof value === 'string' && value.trim() === '');
}
