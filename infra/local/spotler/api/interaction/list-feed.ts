import type { Window } from '../../contacts/timeline.ts';
import type { Interaction } from '../../mailings/mailing.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { type Paging, pagedAnswer, pageOf, readPaging } from '../paging.ts';
import { readOpenWindow } from '../read-window.ts';
import { badRequest } from '../refuse.ts';
import { showTime } from '../show-time.ts';

export type FeedName = 'sent' | 'opened' | 'clicked' | 'bounced';

/**
 * `GET /mailing-interaction/sent|opened|clicked|bounced`: of all mailings, by when it happened (`fromDate`, `toDate`) and by when the
 * account learned of it (`fromChangeDate`, `toChangeDate`), in the order of the latter.
 */
export function listFeed(sandbox: Sandbox, c: Call, name: FeedName): Response {
  const paging = readPaging(c);
  if (typeof paging === 'string') return badRequest(c, paging);
  const happened = readOpenWindow(sandbox, c, { from: 'fromDate', to: 'toDate' });
  if (typeof happened === 'string') return badRequest(c, happened);
  const learned = readOpenWindow(sandbox, c, { from: 'fromChangeDate', to: 'toChangeDate' });
  if (typeof learned === 'string') return badRequest(c, learned);
  const reports = c.req.query('trendReportIds')?.split(',').map(Number);
  const isWanted = (interaction: Interaction) =>
    isIn(happened, interaction.atMs) && (!reports || reports.includes(reportOf(sandbox, interaction)));
  const read = readPage(sandbox, name, {
    learned,
    paging,
    isWanted: isOpen(happened) && !reports ? undefined : isWanted,
  });
  const page = read.map((interaction) => show(sandbox, c, name, interaction));
  return pagedAnswer(c, 'interactions', page, paging);
}

/** Without a further condition the page is read from its place at once; otherwise the window is filtered first. */
function readPage(
  sandbox: Sandbox,
  name: FeedName,
  {
    learned,
    paging,
    isWanted,
  }: { learned: Window; paging: Paging; isWanted: ((one: Interaction) => boolean) | undefined },
): readonly Interaction[] {
  const feed = sandbox.mailings.feed(name);
  if (!isWanted) return feed.read(learned, paging.after, paging.pageSize + 1);
  return pageOf(feed.read(learned, 0, Number.POSITIVE_INFINITY).filter(isWanted), paging);
}

function show(sandbox: Sandbox, c: Call, name: FeedName, interaction: Interaction) {
  const mailing = sandbox.mailings.byId(interaction.mailingId);
  const contact = sandbox.contacts.byNumber(interaction.number);
  const own = contact?.externalIdField === c.get('consumer').externalIdField ? contact.externalId : undefined;
  return {
    id: interaction.id,
    ...(own === undefined ? {} : { externalContactId: own }),
    encryptedMailingId: interaction.mailingId,
    date: showTime(sandbox, interaction.atMs),
    changeDate: showTime(sandbox, interaction.changedMs),
    trendReportId: mailing?.trendReportId ?? 0,
    ...(name === 'bounced' ? { bounceType: interaction.bounce === 'HARDBOUNCE' ? 'HARD' : 'SOFT' } : {}),
    ...(name === 'sent' && mailing
      ? {
          name: mailing.name,
          subject: mailing.subject,
          onlineVersionLink: `https://archive.example/${mailing.encryptedId}`,
        }
      : {}),
  };
}

function reportOf(sandbox: Sandbox, { mailingId }: Interaction): number {
  return sandbox.mailings.byId(mailingId)?.trendReportId ?? 0;
}

function isIn(window: Window, ms: number): boolean {
  return ms >= window.fromMs && ms <= window.toMs;
}

function isOpen({ fromMs, toMs }: Window): boolean {
  return fromMs === Number.NEGATIVE_INFINITY && toMs === Number.POSITIVE_INFINITY;
}
