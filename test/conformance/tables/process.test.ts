import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { get } from '../../../infra/local/ground/post.ts';
import { type StandInProcess, spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';
import { main } from './open-tables.ts';

const running: StandInProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

async function start(...args: string[]) {
  const standIn = await spawnStandIn(main, args);
  running.push(standIn);
  const table = TableClient.fromConnectionString(String(standIn.ready.connectionString), 'rows', {
    allowInsecureConnection: true,
  });
  return { ...standIn, table };
}

test('rows are kept in --data when it is stopped and when it is killed, and nothing stays behind', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tables-'));
  const first = await start('--data', data);
  await first.table.createTable();
  await first.table.createEntity({ partitionKey: 'p', rowKey: 'first', n: 1 });
  await first.stop();
  expect([first.child.exitCode, await isOpen(portIn(first.ready.direct))]).toEqual([0, false]);

  const second = await start('--data', data);
  expect(await second.table.getEntity('p', 'first')).toMatchObject({ n: 1 });
  await second.table.createEntity({ partitionKey: 'p', rowKey: 'second', n: 2 });
  second.child.kill('SIGKILL');
  await gone(Number(second.ready.storePid));
  expect(readdirSync(data).map((file) => readFileSync(join(data, file), 'utf8'))).toEqual([
    expect.stringContaining('"second"'),
  ]);
  rmSync(data, { recursive: true });
});

test('--unkind switches on what is off otherwise, a taken port is refused, and the death of the store ends it', async () => {
  const unkind = await start('--unkind');

  const behaviour = await get(`${unkind.ready.control}/_control/behaviour`);
  expect(behaviour).toMatchObject({ delayMs: [5, 15], busyShare: expect.any(Number) });
  expect(behaviour).not.toMatchObject({ busyShare: 0 });
  expect(behaviour).not.toMatchObject({ emptyPageShare: 0 });

  const port = String(portIn(unkind.ready.connectionString));
  expect(await endOf('--port', port)).toEqual({ code: 1, text: expect.stringContaining('EADDRINUSE') });

  const ended = new Promise((resolve) => unkind.child.once('exit', resolve));
  process.kill(Number(unkind.ready.storePid), 'SIGKILL');
  expect(await ended).toBe(1);
});

test('it ends with exit code 1 and a sentence when an option is wrong', async () => {
  const ends = await Promise.all([endOf('--port', 'x'), endOf('--kind')]);

  expect(ends).toEqual([
    { code: 1, text: expect.stringContaining("--port: 'x'") },
    { code: 1, text: expect.stringContaining('--kind') },
  ]);
});

function portIn(connectionString: unknown): number {
  return Number(/127\.0\.0\.1:(\d+)/.exec(String(connectionString))?.[1]);
}

function endOf(...args: string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** Resolves when the process has ended. */
async function gone(pid: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (isAlive(pid)) {
    if (Date.now() > end) throw new Error(`Process ${pid} still runs.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}
