import { watchForm } from '../../../../plugin/src/forms/watch-form.ts';
import { fakeForm } from '../fake-form.ts';

const site = globalThis as { Xrm?: unknown; window?: unknown };
let answers: {
  standing: Record<string, unknown>;
  settings: unknown;
  reads: number;
  requests: Record<string, unknown>[];
};

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  answers = { standing: { statecode: 0 }, settings: undefined, reads: 0, requests: [] };
  site.window = { sessionStorage: { getItem: () => null, setItem: () => {} } };
  site.Xrm = {
    WebApi: {
      retrieveRecord: async () => {
        answers.reads += 1;
        return answers.standing;
      },
      retrieveMultipleRecords: async () => ({
        entities: answers.settings ? [{ assent_document: JSON.stringify(answers.settings) }] : [],
      }),
      online: {
        execute: async (request: Record<string, unknown>) => {
          answers.requests.push(request);
          return { ok: true };
        },
      },
    },
    Utility: {
      getResourceString: (_name: string, key: string) => `${key} {0}`,
      getGlobalContext: () => ({ client: { isOffline: () => false } }),
    },
  };
});
afterEach(() => {
  jest.useRealTimers();
  delete site.Xrm;
  delete site.window;
});

const noRight = () => Promise.reject(new Error('principal user is missing prvReadContact'));

/** Everything that was started has had its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const newsletter = {
  '_assent_subscriptionid_value@OData.Community.Display.V1.FormattedValue': 'Newsletter',
  assent_granted: true,
  assent_channel: 1,
};

test('a form that opens shows the standing of its record', async () => {
  const { context, notices } = fakeForm();
  answers.standing = { statecode: 0, assent_withheld: 'Newsletter: withdrawn' };

  watchForm(context, 'contact');
  await settled();

  expect([...notices]).toEqual([['assent.status', 'withheld Newsletter: withdrawn']]);
});

test('a save of a synchronised column goes to the relay, a save of another one does not', async () => {
  const { context, type, save, notices } = fakeForm({ values: { emailaddress1: null, jobtitle: null } });
  watchForm(context, 'contact');
  await settled();

  type({ jobtitle: 'Baker' });
  save();
  await settled();
  expect(answers.requests).toEqual([]);

  type({ emailaddress1: 'eva@example.org' });
  save();
  await settled();
  expect(answers.requests).toMatchObject([{ Table: 'contact', Ids: ['0f0e0d0c-0b0a-4908-8706-000000000001'] }]);
  expect(notices.get('assent.status')).toMatch(/^waiting /);
});

test('a save that comes before the settings counts as well', async () => {
  const { context, type, save } = fakeForm({ values: { emailaddress1: null } });

  watchForm(context, 'contact');
  type({ emailaddress1: 'eva@example.org' });
  save();
  await settled();

  expect(answers.requests).toHaveLength(1);
});

test('a permission that is given in the grid while there is no address is pointed out, until there is one', async () => {
  const { context, type, loadGrid, notices } = fakeForm({ values: { emailaddress1: null } });
  watchForm(context, 'contact');
  await settled();
  expect(notices.has('assent.hint')).toBe(false);

  answers.standing = { statecode: 0, assent_contact_permissions: [newsletter] };
  loadGrid();
  await settled();
  expect(notices.get('assent.hint')).toBe('noEmail Newsletter');

  type({ emailaddress1: 'eva@example.org' });
  expect(notices.has('assent.hint')).toBe(false);
});

test('a consent column that is ticked without an address is pointed out by its label, before the save', async () => {
  const consents = [{ column: 'new_news', permission: '1~email', yes: [true] }];
  answers.settings = { tables: { contact: { address: { email: 'emailaddress1' }, consents } } };
  const { context, type, notices } = fakeForm({ values: { emailaddress1: null, new_news: false } });
  watchForm(context, 'contact');
  await settled();

  type({ new_news: true });

  expect(notices.get('assent.hint')).toBe('noEmail Label of new_news');
});

test('OnLoad that comes again, as after the first save, reads again but saves are followed once', async () => {
  const { context, type, save } = fakeForm({ values: { emailaddress1: null } });
  watchForm(context, 'contact');
  watchForm(context, 'contact');
  await settled();

  type({ emailaddress1: 'eva@example.org' });
  save();
  await settled();

  expect(answers.requests).toHaveLength(1);
});

test('an answer that is overtaken by a later one is not shown', async () => {
  const { context, loadGrid, notices } = fakeForm();
  watchForm(context, 'contact');
  await settled();
  const { WebApi } = site.Xrm as { WebApi: { retrieveRecord: unknown } };
  const waiting: ((row: unknown) => void)[] = [];
  WebApi.retrieveRecord = () => new Promise((resolve) => waiting.push(resolve));

  loadGrid();
  loadGrid();
  waiting[1]?.({ statecode: 0, assent_bounce: 2 });
  waiting[0]?.({ statecode: 0 });
  await settled();

  expect(notices.get('assent.status')).toMatch(/^hardBounce/);
});

test('a new record has no standing yet', async () => {
  const { context, notices } = fakeForm({ id: '', type: 1 });

  watchForm(context, 'contact');
  await settled();

  expect([answers.reads, notices.size]).toEqual([0, 0]);
});

test('a table that the settings leave out is left alone', async () => {
  answers.settings = { tables: { contact: { address: {} } } };
  const { context, type, save, notices } = fakeForm({ table: 'account', values: { emailaddress1: null } });

  watchForm(context, 'account');
  await settled();
  type({ emailaddress1: 'info@example.org' });
  save();
  await settled();

  expect([answers.requests, answers.reads, notices.size]).toEqual([[], 0, 0]);
});

test('bulk edit goes without the script', async () => {
  const { context, type, save } = fakeForm({ type: 6, values: { emailaddress1: null } });

  watchForm(context, 'contact');
  type({ emailaddress1: 'eva@example.org' });
  save();
  await settled();

  expect(answers.requests).toEqual([]);
});

test.each([
  ['Dynamics offers nothing', () => delete site.Xrm],
  ['the session has no storage', () => delete site.window],
  ['nothing may be read', () => Object.assign(site.Xrm as object, { WebApi: { retrieveRecord: noRight } })],
])('the form works as always where %s', async (_case, breakIt) => {
  const { context, type, save, notices } = fakeForm({ values: { emailaddress1: null } });
  breakIt();

  expect(() => {
    watchForm(context, 'contact');
    type({ emailaddress1: 'eva@example.org' });
    save();
  }).not.toThrow();
  await settled();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(notices.size).toBe(0);
});

test('what became of a save is read after a while, and no sooner', async () => {
  const { context, type, save, loadGrid, notices } = fakeForm({ values: { emailaddress1: null } });
  watchForm(context, 'contact');
  await settled();

  type({ emailaddress1: 'eva@example.org' });
  save();
  loadGrid();
  await settled();
  expect(notices.get('assent.status')).toMatch(/^waiting /);

  answers.standing = { statecode: 0, assent_withheld: 'Newsletter: withdrawn' };
  await jest.advanceTimersByTimeAsync(15_000);

  expect(notices.get('assent.status')).toBe('withheld Newsletter: withdrawn');
});
