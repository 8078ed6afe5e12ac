import { type TextKey, texts, textsName } from './texts.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What our scripts ask of Dynamics; everything that waits fails with the Error of the Web API, or an Error of ours. */
export type Dynamics = {
  /** `query` as `?$select=…`. */
  readonly read: (table: string, id: string, query: string) => Promise<Row>;
  readonly find: (table: string, query: string) => Promise<readonly Row[]>;
  /** Answers the new row's id. */
  readonly create: (table: string, columns: Row) => Promise<string>;
  /** A bound or unbound operation, as dataverse-ify makes it. */
  readonly execute: (request: unknown) => Promise<void>;
  readonly isOffline: () => boolean;
  /** A text in the user's language, `{0}` and on filled in. */
  readonly say: (key: TextKey, ...values: readonly (string | number)[]) => string;
  readonly showProgress: (text: string) => void;
  readonly hideProgress: () => void;
  readonly alert: (title: string, text: string) => Promise<void>;
  /** Opens an HTML web resource in a dialog. */
  readonly openPage: (name: string, data: string, title: string) => Promise<void>;
};

const dutch = 1043;

/** The client API behind a door of our own, so that the rest can be tried without it. Microsoft: "Client API reference". */
export function openDynamics(xrm: Xrm.XrmStatic): Dynamics {
  const { WebApi, Utility, Navigation } = xrm;
  return {
    read: async (table, id, query) => WebApi.retrieveRecord(table, id, query),
    find: async (table, query) => (await WebApi.retrieveMultipleRecords(table, query)).entities,
    create: async (table, columns) => (await WebApi.createRecord(table, columns)).id,
    execute: async (request) => {
      const answer = await WebApi.online.execute(request);
      if (!answer.ok) throw new Error(`Dataverse answered ${answer.status}.`);
    },
    isOffline: () => Utility.getGlobalContext().client.isOffline(),
    say: (key, ...values) => fill(textIn(Utility, key), values),
    showProgress: (text) => Utility.showProgressIndicator(text),
    hideProgress: () => Utility.closeProgressIndicator(),
    alert: async (title, text) => {
      await Navigation.openAlertDialog({ title, text });
    },
    openPage: async (name, data, title) => {
      const size = { value: 60, unit: '%' } as const;
      const page = { pageType: 'webresource', webresourceName: name, data } as const;
      await Navigation.navigateTo(page, { target: 2, width: size, height: { value: 75, unit: '%' }, title });
    },
  };
}

/** From the RESX web resource, which an admin may translate. A page or an older form that did not load it has ours. */
function textIn(utility: Xrm.Utility, key: TextKey): string {
  try {
    const found = utility.getResourceString(textsName, key);
    if (found) return found;
  } catch {
    // Not loaded: no reason to show less.
  }
  return utility.getGlobalContext().userSettings.languageId === dutch ? texts[key].nl : texts[key].en;
}

function fill(text: string, values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (mark, index) => String(values[Number(index)] ?? mark));
}
