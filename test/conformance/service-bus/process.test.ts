import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { type StandInProcess, spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';

const main = join(__dirname, '../../../infra/local/service-bus/main.ts');
const topology = ['--topology', join(__dirname, 'topology.json')];
const running: StandInProcess[] = [];

async function start(...args: string[]): Promise<StandInProcess> {
  const process = await spawnStandIn(main, args);
  running.push(process);
  return process;
}

function endOf(args: string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', (code) => resolve({ code, text }));
  });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

describe('the process', () => {
  test('the ready line has all that a client needs, a taken port moves on, and SIGTERM ends it', async () => {
    const first = await start('--port', '0', '--key', 'k', ...topology);
    const second = await start('--port', String(first.ready.port), ...topology);
    expect(second.ready.port).toBeGreaterThan(Number(first.ready.port));
    expect(first.ready).toMatchObject({
      ready: true,
      pid: first.child.pid,
      connectionString: `Endpoint=sb://localhost:${first.ready.port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=k;UseDevelopmentEmulator=true`,
    });

    for (const { ready } of [first, second]) {
      const client = new ServiceBusClient(String(ready.connectionString));
      await client.createSender('plain').sendMessages({ body: 1 });
      await client.close();
      expect((await fetch(`${ready.control}/_control/bus`)).status).toBe(200);
    }
    await first.stop();
    expect(first.child.exitCode).toBe(0);
  });

  test('it ends with exit code 1 and a sentence when an option is wrong', async () => {
    const wrong: [string[], RegExp][] = [
      [['--data', 'x', ...topology], /--data/],
      [['--port', 'x', ...topology], /--port/],
      [['--topology', 'nowhere.json'], /nowhere\.json/],
    ];

    const ends = await Promise.all(wrong.map(([args]) => endOf(args)));

    expect(ends).toEqual(wrong.map(([, text]) => ({ code: 1, text: expect.stringMatching(text) })));
  });

  test('a topology with mistakes is refused with all of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'topology-'));
    const file = join(folder, 'topology.json');
    writeFileSync(
      file,
      JSON.stringify({
        queues: [
          { name: 'a', lockDuration: 'PT10M' },
          { name: 'b', maxDeliveryCount: 0, colour: 1 },
        ],
      }),
    );

    const { code, text } = await endOf(['--topology', file]);

    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    for (const word of ['lockDuration', 'maxDeliveryCount', 'colour']) expect(text).toContain(word);
  });
});
