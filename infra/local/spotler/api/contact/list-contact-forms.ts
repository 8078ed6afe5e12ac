import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { showForm } from '../form/show-form.ts';
import { pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { badRequest, refuse } from '../refuse.ts';
import { showTime } from '../show-time.ts';
import { findContact } from './find-contact.ts';
import { unknownContact } from './refusal-of.ts';

/** `GET /contact/{externalId}/forms`: the forms the contact has sent in. */
export function listContactForms(sandbox: Sandbox, c: Call): Response {
  const contact = findContact(sandbox, c);
  if (!contact) return refuse(c, unknownContact(sandbox));
  const paging = readPaging(c);
  if (typeof paging === 'string') return badRequest(c, paging);
  const histories = sandbox.formResults.ofContact(contact.number).flatMap(({ id, formId, atMs }) => {
    const form = sandbox.account.forms.find((candidate) => candidate.id === formId);
    if (!form) return [];
    return [{ form: showForm(form), formResultId: id, submitDate: showTime(sandbox, atMs), completed: true }];
  });
  return pagedAnswer(c, 'formHistories', pageOf(histories, paging), paging);
}
