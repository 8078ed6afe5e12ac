import type { Sandbox } from '../sandbox.ts';

/** The mailings of the account's campaigns are there from the start; they go out when a campaign is triggered. */
export function addCampaignMailings(sandbox: Sandbox): void {
  for (const { mailing, name } of sandbox.account.campaigns) {
    if (!mailing || sandbox.mailings.byId(mailing.encryptedId)) continue;
    sandbox.keep({
      kind: 'mailing',
      mailing: {
        ...mailing,
        kind: 'campaign',
        type: 'EMAIL',
        sentMs: sandbox.clock.now(),
        subject: mailing.name,
        fromName: 'Demo sender',
        fromEmail: 'news@sender.example',
        targetGroup: name,
        trendReportId: 1,
        links: [{ id: 1, name: 'Read more', url: 'https://www.example/more' }],
      },
    });
  }
}
