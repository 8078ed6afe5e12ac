/** The RESX web resources made from `texts`: `assent_/texts/assent.1033.resx` and `.1043.resx`; scripts ask for them by this name. */
export const textsName = 'assent_/texts/assent';

/** Every word that people see inside Dynamics, English and Dutch. `{0}`, `{1}` are filled in. */
export const texts = {
  withheld: { en: 'Marketing, withheld: {0}', nl: 'Marketing, tegengehouden: {0}' },
  globalOptOut: {
    en: 'Marketing: this person opted out of everything on the marketing platform. A permission given here changes nothing.',
    nl: 'Marketing: deze persoon heeft zich op het marketingplatform voor alles afgemeld. Een toestemming hier verandert daar niets aan.',
  },
  hardBounce: {
    en: 'Marketing: mail to this address is refused for good. Nothing is sent until the address changes.',
    nl: 'Marketing: mail naar dit adres wordt blijvend geweigerd. Er wordt niets verstuurd tot het adres verandert.',
  },
  softBounce: {
    en: 'Marketing: nothing is withheld; the last mail bounced, perhaps for a while only.',
    nl: 'Marketing: er wordt niets tegengehouden; de laatste mail kwam terug, misschien tijdelijk.',
  },
  inactive: {
    en: 'Marketing: the record is not active, so it holds no permission.',
    nl: 'Marketing: de record is niet actief en heeft dus geen toestemmingen.',
  },
  nothingWithheld: { en: 'Marketing: nothing is withheld.', nl: 'Marketing: er wordt niets tegengehouden.' },
  waiting: {
    en: 'Marketing: the change saved at {0} is on its way to the marketing platform.',
    nl: 'Marketing: de wijziging van {0} is onderweg naar het marketingplatform.',
  },
  noEmail: {
    en: '{0}: permission given, but there is no e-mail address. Nothing is sent until there is one.',
    nl: '{0}: toestemming gegeven, maar er is geen e-mailadres. Er wordt niets verstuurd tot het er is.',
  },
  noPhone: {
    en: '{0}: permission given, but there is no mobile number. Nothing is sent until there is one.',
    nl: '{0}: toestemming gegeven, maar er is geen mobiel nummer. Er wordt niets verstuurd tot het er is.',
  },
  withdrawn: {
    en: '{0}: the recipient withdrew this permission. Leave it ticked only if it was given anew since; note in Source how.',
    nl: '{0}: de ontvanger heeft deze toestemming ingetrokken. Laat haar alleen aangevinkt als zij daarna opnieuw is gegeven; noteer bij Bron hoe.',
  },
  syncTitle: { en: 'Sync now', nl: 'Nu synchroniseren' },
  syncing: { en: 'Handing over {0}…', nl: '{0} overdragen…' },
  synced: {
    en: 'Records handed over: {0}. The marketing platform follows in seconds.',
    nl: 'Records overgedragen: {0}. Het marketingplatform volgt binnen seconden.',
  },
  syncFailed: {
    en: 'Records handed over: {0} of {1}. What went wrong: {2}',
    nl: 'Records overgedragen: {0} van {1}. Wat er misging: {2}',
  },
  forbidden: {
    en: 'You have no privilege for this. Ask your administrator for the role {0}.',
    nl: 'U mist de rechten hiervoor. Vraag uw beheerder om de rol {0}.',
  },
  noAnswer: {
    en: 'No answer within {0} seconds. What is saved is synchronised anyway; try again in a few minutes.',
    nl: 'Geen antwoord binnen {0} seconden. Wat is opgeslagen wordt hoe dan ook gesynchroniseerd; probeer het over enkele minuten opnieuw.',
  },
  failed: {
    en: '{0} What is saved is synchronised anyway; try again in a few minutes, then tell your administrator.',
    nl: '{0} Wat is opgeslagen wordt hoe dan ook gesynchroniseerd; probeer het over enkele minuten opnieuw en waarschuw dan uw beheerder.',
  },
  nothingSelected: { en: 'Select at least one record.', nl: 'Selecteer ten minste één record.' },
  selectOne: { en: 'Select one record.', nl: 'Selecteer één record.' },
  saveFirst: {
    en: 'Save first: only what is saved is sent.',
    nl: 'Sla eerst op: alleen wat is opgeslagen wordt verstuurd.',
  },
  historyTitle: { en: 'Marketing history', nl: 'Marketinggeschiedenis' },
  historyOrdering: { en: 'Asking for the history…', nl: 'De geschiedenis wordt opgevraagd…' },
  historyFailed: {
    en: 'The history could not be asked for: {0}',
    nl: 'De geschiedenis kon niet worden opgevraagd: {0}',
  },
  historyWaiting: { en: 'Waiting for the answer…', nl: 'Wachten op het antwoord…' },
  historyLate: {
    en: 'No answer within {0} seconds. The order stands; open the history again in a few minutes.',
    nl: 'Geen antwoord binnen {0} seconden. De opdracht blijft staan; open de geschiedenis over enkele minuten opnieuw.',
  },
  historyNow: { en: 'Now', nl: 'Nu' },
  historySteps: { en: 'What happened', nl: 'Wat er is gebeurd' },
  historyNone: { en: 'Nothing was ever sent.', nl: 'Er is nooit iets verstuurd.' },
  ledgerHolds: { en: 'The record of these steps is complete.', nl: 'De vastlegging van deze stappen is volledig.' },
  ledgerBroken: {
    en: 'The record of these steps is damaged: {0}',
    nl: 'De vastlegging van deze stappen is beschadigd: {0}',
  },
  email: { en: 'e-mail', nl: 'e-mail' },
  sms: { en: 'SMS', nl: 'sms' },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly nl: string }>>;

export type TextKey = keyof typeof texts;
