import type { Interaction, Mailing } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { badRequest } from '../refuse.ts';
import { findMailing } from './find-mailing.ts';
import { showDetails } from './list-interactions.ts';

const kinds = { opens: 'opened', clicks: 'clicked' } as const;

/**
 * `GET /mailing/{id}/opens|clicks/{externalId}` and `GET /campaign-mailing/{id}/opens|clicks/{campaignSubscriptionId}`: those of one
 * contact; 400 for an unknown one.
 */
export function listContactInteractions(
  sandbox: Sandbox,
  c: Call,
  kind: Mailing['kind'],
  name: keyof typeof kinds,
): Response {
  const mailing = findMailing(sandbox, c, kind);
  if (mailing instanceof Response) return mailing;
  const paging = readPaging(c);
  if (typeof paging === 'string') return badRequest(c, paging);
  const isTheirs = kind === 'mailing' ? ofContact(sandbox, c) : ofRun(sandbox, c);
  if (!isTheirs) return badRequest(c, 'Invalid param: Contact not found');
  const interactions = sandbox.mailings.ofMailing(mailing.encryptedId, kinds[name]).filter(isTheirs);
  const page = pageOf(interactions, paging).map((interaction) => showDetails(sandbox, kind, interaction));
  return pagedAnswer(c, name, page, paging);
}

function ofContact(sandbox: Sandbox, c: Call): ((interaction: Interaction) => boolean) | undefined {
  const contact = sandbox.contacts.byExternalId(c.get('consumer').externalIdField, c.req.param('whose') ?? '');
  return contact && (({ number }) => number === contact.number);
}

function ofRun(sandbox: Sandbox, c: Call): ((interaction: Interaction) => boolean) | undefined {
  const run = sandbox.participations.byId(Number(c.req.param('whose')));
  return run && (({ campaignSubscriptionId }) => campaignSubscriptionId === run.id);
}
