import { createLeases, LeaseLost } from '../../../../functions/src/clients/lease.ts';
import type { StoredRow, Table } from '../../../../functions/src/clients/tables.ts';

/** The table `control` with one row, and a clock that stands still until it is moved. */
function ground(elapsedMs?: () => number) {
  const store: { row: StoredRow | undefined; version: number } = { row: undefined, version: 0 };
  const clock = { ms: 1_000_000 };
  const control: Pick<Table, 'get' | 'transact'> = {
    get: async () => store.row,
    transact: async ([change]) => {
      if (change?.kind !== 'put' || change.etag !== store.row?.etag) return 'conflict';
      store.version += 1;
      store.row = { ...change.row, etag: `e${store.version}` };
      return ['e'];
    },
  };
  return { clock, host: () => createLeases(control, () => clock.ms, elapsedMs) };
}

/** A promise that somebody else ends. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { closed: promise, open: resolve };
}

test('a second host does not do the work beside the first', async () => {
  const { host } = ground();
  const { closed, open } = gate();
  const begun: string[] = [];
  const first = host()('reconcile', async () => {
    begun.push('first');
    await closed;
  });
  await Promise.resolve();

  const second = await host()('reconcile', async () => void begun.push('second'));

  expect(second).toBe('elsewhere');
  open();
  expect(await first).toBe('done');
  expect(begun).not.toContain('second');
});

test('however many came meanwhile, the one who is at it goes round once more', async () => {
  const { host } = ground();
  const { closed, open } = gate();
  let rounds = 0;
  const first = host()('reconcile', async () => {
    rounds += 1;
    await closed;
  });
  for (let each = 0; each < 3; each += 1) await host()('reconcile', async () => undefined);

  open();
  await first;

  expect(rounds).toBe(2);
});

test('whose time is up does not go round once more: all rounds of a call share it', async () => {
  let elapsedMs = 0;
  const { host } = ground(() => elapsedMs);
  const { closed, open } = gate();
  const said: boolean[] = [];
  const first = host()('feedback', async ({ isTimeUp }) => {
    said.push(isTimeUp());
    await closed;
    elapsedMs += 200_000;
    if (said.length < 8) void host()('feedback', async () => undefined);
    await Promise.resolve();
    await new Promise(setImmediate);
    said.push(isTimeUp());
  });

  open();
  await first;

  expect(said).toEqual([false, false, false, true]);
  expect(await host()('feedback', async () => undefined)).toBe('done');
});

test('a lease is free again after the work, also when the work failed', async () => {
  const { host } = ground();
  const failing = host()('reconcile', async () => {
    throw new Error('Dataverse is away');
  });
  await expect(failing).rejects.toThrow('Dataverse is away');

  expect(await host()('reconcile', async () => undefined)).toBe('done');
});

test('one that was frozen until somebody else took over stops before its next effect', async () => {
  const { host, clock } = ground();
  const { closed, open } = gate();
  const effects: string[] = [];
  const frozen = host()('feedback', async (lease) => {
    await closed;
    await lease.check();
    effects.push('frozen');
  });
  await Promise.resolve();
  clock.ms += 61_000;
  const other = await host()('feedback', async (lease) => {
    await lease.check();
    effects.push('other');
  });

  open();

  expect(other).toBe('done');
  expect(await frozen).toBe('lost');
  expect(effects).toEqual(['other']);
});

test('a clock that moves on while nobody else came loses nothing', async () => {
  const { host, clock } = ground();
  const effects: string[] = [];

  const end = await host()('feedback', async (lease) => {
    clock.ms += 7_200_000;
    await lease.check();
    effects.push('done');
  });

  expect(end).toBe('done');
  expect(effects).toEqual(['done']);
});

test('two names are two leases', async () => {
  const { host } = ground();

  await expect(host()('reconcile', async () => Promise.reject(new LeaseLost('reconcile')))).resolves.toBe('lost');
  await expect(host()('feedback', async () => undefined)).resolves.toBe('done');
});
