import type { Button } from '../format/ribbon-xml.ts';

const library = 'assent_/commands/commands.js';

/** The buttons on contact, account and lead. Anybody sees them; whoever lacks the role is told by the command. */
export const buttons: readonly Button[] = [
  {
    name: 'SyncNow',
    label: { en: 'Sync now', nl: 'Nu synchroniseren' },
    tip: {
      en: 'Brings the marketing platform in step with this record now.',
      nl: 'Brengt het marketingplatform nu gelijk met deze record.',
    },
    functionName: 'Assent.commands.syncNow',
    library,
    icon: 'assent_/icons/sync.svg',
    // The most that a list shows on a page.
    maxSelected: 250,
  },
  {
    name: 'MarketingHistory',
    label: { en: 'Marketing history', nl: 'Marketinggeschiedenis' },
    tip: {
      en: 'Says which mailings this record may get, and why not the others.',
      nl: 'Zegt welke mailings deze record mag krijgen, en waarom de andere niet.',
    },
    functionName: 'Assent.commands.marketingHistory',
    library,
    icon: 'assent_/icons/history.svg',
    maxSelected: 1,
  },
];
