import { fire } from '../journeys/ask.ts';
import { useHousePage } from './house-page.ts';

const { house, page, createMailable, openForm, change, save, told, calls, control } = useHousePage();

/** The queue of Dataverse stands still: what arrives, arrives by the form. */
test('SA-2: a save reaches the platform at once, though a bulk job holds the asynchronous queue', async () => {
  const id = await createMailable('eva@example.org');
  await control('async', { paused: true });
  await openForm('contact', id);
  await told('status', 'nothing is withheld');

  await change('First Name', 'Ada');
  await told('status', 'on its way');
  await house().quiet();

  expect((await house().contact(id))?.properties.firstName).toBe('Ada');
});

test('SA-1: a new contact reaches the platform as soon as it is created, though the queue is held', async () => {
  await control('async', { paused: true });
  await openForm('contact', 'new');
  await page().waitForFunction('window.Assent !== undefined');

  await page().getByLabel('Last Name', { exact: true }).fill('Nieuw');
  await change('Email', 'nieuw@example.org');
  await told('status', 'on its way');
  await house().quiet();

  const id = page().url().split('/').at(-1) ?? '';
  expect((await house().contact(id))?.properties.email).toBe('nieuw@example.org');
});

test('a save of columns that are not synchronised asks nothing of the relay', async () => {
  const id = await createMailable('job@example.org');
  await openForm('contact', id);
  await told('status', 'nothing is withheld');
  const before = await calls();

  await change('Job Title', 'Baker');
  await house().quiet();

  expect(await calls()).toBe(before);
});

test.each<readonly [string, object]>([
  ['hangs', { holdMs: 5_000 }],
  ['fails', { status: 500, body: '{"error":{"code":"0x80040216","message":"An unexpected error occurred."}}' }],
  ['is forbidden', { status: 403, body: '{"error":{"code":"0x80040220","message":"No privilege."}}' }],
])(
  'SA-2: when the call of the form %s, the save is unharmed, nobody is bothered, and the change arrives',
  async (_how, fault) => {
    const id = await createMailable('fault@example.org');
    await openForm('contact', id);
    await told('status', 'nothing is withheld');
    await control('faults', { match: { method: 'POST', pathPattern: 'assent_SyncRecord' }, ...fault, count: 1 });

    await change('First Name', 'Ada');
    await told('status', 'on its way');
    await house().quiet();

    expect(await page().getByTestId('notification').count()).toBe(1);
    expect(await page().getByTestId('error').filter({ visible: true }).count()).toBe(0);
    expect((await house().contact(id))?.properties.firstName).toBe('Ada');
  },
);

test('SA-2: a form whose script is missing saves as always, and the change arrives', async () => {
  const id = await createMailable('missing@example.org');
  await page().route('**/assent_/forms/contact.js', (route) => route.fulfill({ status: 404 }));
  await openForm('contact', id);
  const before = await calls();

  await change('First Name', 'Ada');
  await house().quiet();

  expect((await house().contact(id))?.properties.firstName).toBe('Ada');
  expect(await calls()).toBe(before);
});

test('a save that somebody else prevents is not forwarded; when it goes through, it is', async () => {
  const id = await createMailable('prevented@example.org');
  await page().route('**/assent_/forms/contact.js', async (route) => {
    const script = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'text/javascript', body: script + preventing });
  });
  await openForm('contact', id);
  await told('status', 'nothing is withheld');
  const before = await calls();

  await page().evaluate('window.refuse = true');
  await page().getByLabel('First Name', { exact: true }).fill('Ada');
  await page().getByTestId('command-save').click();
  await page().waitForFunction('window.refused === 1');
  await house().quiet();
  expect([await calls(), (await house().contact(id))?.properties.firstName]).toEqual([before, 'Eva']);

  await page().evaluate('window.refuse = false');
  await save();
  await house().quiet();
  expect([await calls(), (await house().contact(id))?.properties.firstName]).toEqual([before + 1, 'Ada']);
});

/** Another handler on the form, behind ours. */
const preventing = `
var ours = Assent.forms.contact.onLoad;
Assent.forms.contact = { onLoad: function (context) {
  ours(context);
  context.getFormContext().data.entity.addOnSave(function (saving) {
    if (!window.refuse) return;
    saving.getEventArgs().preventDefault();
    window.refused = 1;
  });
} };`;

test('the top of the form says what keeps mail from the person, as the relay wrote it', async () => {
  const id = await createMailable('withheld@example.org');
  const write = (set: object) => control('write', { table: 'contact', id, set });

  await write({ assent_withheld: 'Newsletter (1~email): withdrawn at this address by the recipient' });
  await openForm('contact', id);
  await told('status', 'Marketing, withheld: Newsletter: withdrawn at this address by the recipient');

  await write({ assent_bounce: 2 });
  await openForm('contact', id);
  await told('status', 'mail to this address is refused for good');

  await write({ assent_globaloptout: true });
  await openForm('contact', id, '?lcid=1043');
  await told('status', 'deze persoon heeft zich op het marketingplatform voor alles afgemeld');
});

test('SA-21: a permission for a record without an address is pointed out on its tab Marketing, until there is one', async () => {
  const id = await house().crm.create('contacts', { lastname: 'Zonder' });
  await openForm('contact', id);

  await page().getByRole('tab', { name: 'Marketing' }).click();
  await page().getByRole('button', { name: 'Add permission' }).click();
  await page().getByRole('combobox', { name: 'Subscription' }).selectOption('Newsletter');
  await page().getByRole('combobox', { name: 'Channel' }).selectOption('E-mail');
  await save();
  await told('hint', 'Newsletter: permission given, but there is no e-mail address');

  await page().getByRole('tab', { name: 'Summary' }).click();
  await change('Email', 'zonder@example.org');
  await page().locator('[data-id="assent.hint"]').waitFor({ state: 'detached' });
  await house().quiet();
  expect((await house().contact(id))?.permissions).toMatchObject({ 1: true });
});

test('a permission that the recipient withdrew on the platform is pointed out to whoever ticks it again', async () => {
  const id = await createMailable('again@example.org');
  await house().post(`${house().spotler}/_control/unsubscribe`, { externalId: id, bit: 1 });
  await fire(house(), 'feedback');
  await openForm('contact', id);
  await page().getByRole('tab', { name: 'Marketing' }).click();
  await page().locator('[data-id="assent.status"]').waitFor();
  expect(await page().locator('[data-id="assent.hint"]').count()).toBe(0);

  await page().getByRole('checkbox', { name: 'Newsletter, E-mail: granted' }).check();
  await save();

  await told('hint', 'Newsletter: the recipient withdrew this permission');
});

test('a form shows that the platform gets no mail to the address any more', async () => {
  const id = await createMailable('bounced@example.org');
  await house().post(`${house().spotler}/_control/bounce`, { externalId: id, type: 'HARDBOUNCE' });
  await fire(house(), 'feedback');

  await openForm('contact', id);

  await told('status', 'mail to this address is refused for good');
});

test.each(['lead', 'account'])('the form of %s has its script as well', async (table) => {
  const named = table === 'lead' ? { lastname: 'Visser', subject: 'Fair' } : { name: 'Bakery' };
  const id = await house().crm.create(`${table}s`, { ...named, emailaddress1: `${table}@example.org` });

  await openForm(table, id);

  await told('status', 'nothing is withheld');
});
