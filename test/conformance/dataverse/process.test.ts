import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';
import { type Json, newId, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

const main = 'infra/local/dataverse/main.ts';

test('the process prints one ready line and ends when it is told to', async () => {
  const lines: string[] = [];
  const id = '0f0f0f0f-0000-4000-8000-0000000000ff';
  const args = ['--port', '0', '--organization-id', id, '--client-id', 'me', '--client-secret', 'secret'];
  const running = await spawnStandIn(main, args, { onLine: (line) => lines.push(line) });

  expect(running.ready).toMatchObject({
    ready: true,
    pid: running.child.pid,
    url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    organizationId: id,
    dataverseAuth: {
      clientId: 'me',
      clientSecret: 'secret',
      tokenUrl: expect.any(String),
      scope: expect.stringMatching(/\/\.default$/),
    },
  });
  await running.stop();
  expect(lines).toEqual([]);
  expect(running.child.exitCode).toBe(0);
});

test('a port that is no number ends the process with a sentence', async () => {
  const errors: string[] = [];

  const start = spawnStandIn(main, ['--port', 'x'], { onErrorLine: (line) => errors.push(line) });

  await expect(start).rejects.toThrow('exit code 1');
  expect(errors.join()).toContain('--port');
});

test('rows, tables, tokens and the identity outlive a restart', async () => {
  const data = ['--data', await mkdtemp(join(tmpdir(), 'dataverse-state-'))];
  const [contact, gone] = [newId(), newId()];
  const first = await openDataverse(data);
  await first.importZip(sampleSolution(), true);
  for (const id of [contact, gone])
    await first.call('POST', 'contacts', { contactid: id, lastname: 'Vos', smp_level: 3 });
  await first.call('POST', consentSet, { smp_name: 'x', 'smp_contactid@odata.bind': `/contacts(${contact})` });
  const { json } = await first.call('GET', 'contacts', undefined, { prefer: 'odata.track-changes' });
  await first.call('DELETE', `contacts(${gone})`);
  const before = (await first.call('GET', `contacts(${contact})?$expand=smp_contact_consents`)).json;
  await first.stop();

  const second = await openDataverse(data);
  const after = (await second.call('GET', `contacts(${contact})?$expand=smp_contact_consents`)).json;
  const delta = await second.call('GET', json['@odata.deltaLink'].replace(first.url, second.url));
  await second.stop();

  expect([second.organizationId, second.auth.clientId]).toEqual([first.organizationId, first.auth.clientId]);
  expect(after).toMatchObject({
    versionnumber: before.versionnumber,
    smp_level: 3,
    smp_contact_consents: [{ smp_name: 'x' }],
  });
  expect(delta.json.value.map((row: Json) => row.id ?? row.contactid)).toEqual([gone]);
});
