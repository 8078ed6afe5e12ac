import { on, useContacts } from './use-contacts.ts';

const { spotler, add, put, read } = useContacts();

test('an anonymised contact is gone, its address and id are free, and only the control surface remembers it', async () => {
  await add('c1', { email: 'a@people.example', permissions: [on(1)] });
  await spotler().control('POST', '/behaviour', { uniqueEmail: true });

  const answer = await spotler().call('PUT', '/contact/anonymize/c1');

  expect(answer.status).toBe(204);
  expect((await spotler().control('GET', '/contacts/c1')).body).toMatchObject({
    state: 'anonymized',
    properties: {},
    permissions: { 1: false },
  });
  expect((await spotler().call('GET', '/contact/c1')).status).toBe(404);
  expect((await put('c1', {})).status).toBe(404);
  expect((await spotler().call('PUT', '/contact/anonymize/c1')).status).toBe(404);
  expect((await add('c1', { email: 'a@people.example' })).status).toBe(204);
});

test('an inactivated contact is still there and cannot be reached', async () => {
  await add('c1', { email: 'a@people.example' });

  const answer = await spotler().call('PUT', '/contact/inactivate/c1');

  expect(answer.status).toBe(204);
  expect((await read('c1')).channels).toContainEqual({ name: 'EMAIL', value: false });
  expect((await spotler().call('PUT', '/contact/inactivate/nobody')).status).toBe(404);
});
