import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { type Hosts, startHosts } from '../../../infra/local/functions-host/hosts.ts';
import { eventually, fixtureApp, fixtureSettings, jsonLines } from './run-app.ts';

const lines: string[] = [];
let hosts: Hosts | undefined;

const start = async (count: 1 | 2, env: NodeJS.ProcessEnv = {}) => {
  lines.length = 0;
  hosts = await startHosts({
    count,
    port: 0,
    app: fixtureApp,
    restartAfterMs: 300,
    env: { ...fixtureSettings, ...env },
    onLine: (line) => lines.push(line),
  });
  return hosts;
};
const status = (url: string) => fetch(`${url}/api/echo`).then((response) => response.status);
const state = async (url: string) => (await fetch(`${url}/_control/state`)).json();
const kill = async (of: Hosts, pid = 0) => {
  process.kill(pid, 'SIGKILL');
  await eventually('its end', () => !of.pids().includes(pid));
};
const states = (of: Hosts) => Promise.all(of.controls().map(state));
/** Hosts that are our children, also those that are not ready yet or did not end yet. */
const hostProcesses = () =>
  execFileSync('ps', ['-A', '-o', 'ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, state]) => Number(parent) === process.pid && !state?.startsWith('Z'))
    .filter((words) => words.some((word) => word.endsWith('functions-host/main.ts')));

afterEach(async () => {
  await hosts?.stop();
  hosts = undefined;
});

test('one host answers on its own port, is started again there when it is killed, and keeps its clock', async () => {
  const one = await start(1);
  const [pid] = one.pids();
  await one.advanceClock(600);

  await kill(one, pid);
  let advanced = 600;
  for (; one.pids().length === 0; advanced += 1) {
    await one.advanceClock(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  expect(one.pids()).not.toEqual([pid]);
  expect(one.controls()).toEqual([one.url]);
  expect(await status(one.url)).toBe(200);
  expect((await state(one.url)).clockAheadSeconds).toBe(advanced);
});

test('two hosts answer behind one address that lives on when one is killed, and the other gets the timers', async () => {
  const two = await start(2);
  const before = await states(two);
  const timerHost = before.findIndex(({ timers }) => timers.on);

  await kill(two, two.pids()[timerHost]);
  const answers = await Promise.all([1, 2, 3, 4].map(() => status(two.url)));
  const [survivor] = two.controls();
  await eventually('the timers', async () => (await state(String(survivor))).timers.on);
  await eventually('its return', () => two.pids().length === 2);
  const after = await states(two);

  expect(before.filter(({ timers }) => timers.on)).toHaveLength(1);
  expect(answers).toEqual([200, 200, 200, 200]);
  expect(after.filter(({ timers }) => timers.on)).toHaveLength(1);
  expect((await state(String(survivor))).timers.on).toBe(true);
});

test('with two hosts a timer runs once, in the host that has the timers', async () => {
  const two = await start(2);

  await two.advanceClock(3600);
  await eventually('the run', () => jsonLines(lines).some(({ event }) => event === 'tick'));

  const activities = (await states(two)).map(({ activity }) => activity);
  expect(activities.toSorted()).toEqual([0, 1]);
});

test('a connection through the front ends when its host dies', async () => {
  const two = await start(2);
  const socket = connect({ port: Number(new URL(two.url).port), host: 'localhost' });
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write('GET /api/wait?ms=5000 HTTP/1.1\r\nhost: x\r\n\r\n');
  await eventually('the call', async () => (await states(two)).some(({ running }) => running.wait === 1));

  for (const pid of two.pids()) process.kill(pid, 'SIGKILL');

  await closed;
});

test('a host that refuses a setting makes the start fail, and its reason is among the lines', async () => {
  await expect(start(1, { TICK: 'never' })).rejects.toThrow('exit code 1');

  expect(lines.join('\n')).toContain('never');
});

test('stopped while a host is being started again, no process stays behind', async () => {
  const before = hostProcesses();
  const one = await start(1);
  await kill(one, one.pids()[0]);
  await eventually('the next', () => hostProcesses().length === before.length + 1);

  await one.stop();

  expect(hostProcesses()).toEqual(before);
});

test('stopped, no process stays behind', async () => {
  const two = await start(2);
  const pids = two.pids();

  await two.stop();

  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
