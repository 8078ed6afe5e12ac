import { z } from 'zod';
import { fire } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** The relay's application user has the roles that the solutions bring, and no more. People work on the page, as Demo User. */
let house: House;
let api: string;
beforeAll(async () => {
  house = await startHouse();
  api = `${house.dataverse}/api/data/v9.2`;
  const { UserId: user } = z.object({ UserId: z.string() }).parse(await house.crm.read('WhoAmI'));
  for (const name of ['Assent Service', 'Assent Service for Sales']) {
    const [role] = await rows(`roles?$select=roleid&$filter=name eq '${name}'`);
    const reference = { '@odata.id': `${api}/roles(${role?.roleid})` };
    await send('POST', `systemusers(${user})/systemuserroles_association/$ref`, reference);
  }
});
afterAll(() => house.stop());

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const answer = await fetch(`${api}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-assent-page': '1' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const rowsShape = z.object({ value: z.array(z.record(z.string(), z.unknown())) });
const rows = async (path: string) => rowsShape.parse(await (await send('GET', path)).json()).value;
const create = async (set: string, values: object) => {
  const answer = await send('POST', set, values);
  return /\(([^)]+)\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ?? '';
};
const bitsOn = async (id: string) => {
  const permissions = (await house.contact(id))?.permissions ?? {};
  return Object.keys(permissions).filter((bit) => permissions[bit]);
};

/** What the relay asked for and was refused. */
async function refused(): Promise<readonly string[]> {
  const shape = z.array(z.object({ method: z.string(), path: z.string(), status: z.number() }));
  const all = z
    .union([shape, z.object({ requests: shape }).transform(({ requests }) => requests)])
    .parse(await house.get(`${house.dataverse}/_control/requests?since=0`));
  return all.filter(({ status }) => status === 403).map(({ method, path }) => `${method} ${path}`);
}

test('with the role Assent Service and no more a permission goes to the platform and a withdrawal too, for contact and lead', async () => {
  const [subscription] = await rows("assent_subscriptions?$filter=assent_externalid eq '1'");
  const people = [
    ['contact', await create('contacts', { lastname: 'Jansen', emailaddress1: 'jansen@example.org' })],
    ['lead', await create('leads', { subject: 'x', lastname: 'Smit', emailaddress1: 'smit@example.org' })],
  ] as const;
  for (const [table, id] of people) {
    await create('assent_permissions', {
      [`assent_${table}id@odata.bind`]: `/${table}s(${id})`,
      'assent_subscriptionid@odata.bind': `/assent_subscriptions(${subscription?.assent_subscriptionid})`,
      assent_channel: 1,
      assent_granted: true,
    });
  }
  await house.quiet();
  const on = await Promise.all(people.map(([, id]) => bitsOn(id)));

  for (const [table, id] of people) await send('DELETE', `${table}s(${id})`);
  await house.quiet();

  expect(on).toEqual([['1'], ['1']]);
  expect(await Promise.all(people.map(([, id]) => bitsOn(id)))).toEqual([[], []]);
  expect(await refused()).toEqual([]);
});

for (const kind of ['check', 'refreshsubscriptions']) {
  test(`the order ${kind} ends well, and nothing it asks for is refused`, async () => {
    const job = await create('assent_jobs', { assent_kind: kind, assent_argument: '{}', assent_status: 'new' });
    await house.quiet();

    const [row] = await rows(`assent_jobs?$filter=assent_jobid eq ${job}`);

    expect([row?.assent_status, await refused()]).toEqual(['done', []]);
  });
}

for (const timer of ['reconcile', 'deadLetters'] as const) {
  test(`the timer ${timer} asks for nothing that is refused`, async () => {
    await fire(house, timer);

    expect(await refused()).toEqual([]);
  });
}
