import { showContact } from '../../contacts/show-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import { answersBareLists, type Call, viewOf } from '../env.ts';
import { pagedAnswer, readPaging } from '../paging.ts';
import { readWindow } from '../read-window.ts';
import { badRequest } from '../refuse.ts';

/** `GET /contact/bounces/list`: bounces of the period, each with its contact as it is now. */
export function listBounces(sandbox: Sandbox, c: Call): Response {
  const window = readWindow(sandbox, c);
  if (typeof window === 'string') return badRequest(c, window);
  const paging = readPaging(c, { sizeRequired: !answersBareLists(c) });
  if (typeof paging === 'string') return badRequest(c, paging);
  const view = viewOf(sandbox, c.get('consumer'));
  const shown = sandbox.bounces.read(window, paging.after, paging.pageSize + 1).map((bounce) => {
    const contact = sandbox.contacts.byNumber(bounce.number);
    return {
      date: view.showDate(bounce.atMs),
      type: bounce.type,
      contact: contact ? showContact(contact, view) : null,
      ...(bounce.mailingId === undefined ? {} : { encryptedActId: bounce.mailingId }),
    };
  });
  if (answersBareLists(c)) return c.json(shown.slice(0, paging.pageSize));
  return pagedAnswer(c, 'bounces', shown, paging);
}
