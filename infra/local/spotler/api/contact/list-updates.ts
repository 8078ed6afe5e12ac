import type { Contact } from '../../contacts/contact.ts';
import { showContact } from '../../contacts/show-contact.ts';
import type { Window } from '../../contacts/timeline.ts';
import type { Sandbox } from '../../sandbox.ts';
import { answersBareLists, type Call, viewOf } from '../env.ts';
import { type Paging, pagedAnswer, readPaging } from '../paging.ts';
import { readWindow } from '../read-window.ts';
import { badRequest } from '../refuse.ts';

/**
 * `GET /contact/updates/list`: contacts last changed in the period, whoever changed them, inactive ones too. `after` counts from the
 * front of a list that moves: a contact that changes meanwhile leaves its place, and the one behind it slides over the page edge.
 */
export function listUpdates(sandbox: Sandbox, c: Call): Response {
  const window = readWindow(sandbox, c);
  if (typeof window === 'string') return badRequest(c, window);
  const paging = readPaging(c, { sizeRequired: !answersBareLists(c) });
  if (typeof paging === 'string') return badRequest(c, paging);
  const view = viewOf(sandbox, c.get('consumer'));
  const shown = changed(sandbox, window, paging).map((contact) => showContact(contact, view));
  if (answersBareLists(c)) return c.json(shown.slice(0, paging.pageSize));
  return pagedAnswer(c, 'contacts', shown, paging);
}

/** One more than the page, to know of a next one. */
function changed(sandbox: Sandbox, window: Window, { after, pageSize }: Paging): readonly Contact[] {
  const { contacts, switches, frozen } = sandbox;
  if (switches.get().listsMoveWhilePaged) return contacts.changedIn(window, after, pageSize + 1);
  const numbers = frozen.list(`${window.fromMs} ${window.toMs}`, after === 0, () =>
    contacts.changedIn(window, 0, Number.POSITIVE_INFINITY).map(({ number }) => number),
  );
  return numbers.slice(after, after + pageSize + 1).flatMap((number) => contacts.byNumber(number) ?? []);
}
