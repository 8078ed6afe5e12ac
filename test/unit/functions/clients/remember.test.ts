import { remember } from '../../../../functions/src/clients/remember.ts';

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

/** Each read ends when it is told to. */
function slow() {
  const reads: PromiseWithResolvers<string>[] = [];
  const ask = remember(60_000, (_: 'key') => {
    const read = Promise.withResolvers<string>();
    reads.push(read);
    return read.promise;
  });
  return { reads, ask: () => ask('key') };
}

test('whoever asks meanwhile shares one read, and its answer for half of the time', async () => {
  const { reads, ask } = slow();
  const both = [ask(), ask()];
  reads[0]?.resolve('first');

  expect(await Promise.all(both)).toEqual(['first', 'first']);
  jest.setSystemTime(30_000);
  expect(await ask()).toBe('first');
  expect(reads).toHaveLength(1);
});

test('in the second half it is read anew once, and nobody waits for that', async () => {
  const { reads, ask } = slow();
  void ask();
  reads[0]?.resolve('first');
  jest.setSystemTime(30_001);

  expect(await ask()).toBe('first');
  expect(await ask()).toBe('first');
  expect(reads).toHaveLength(2);
  reads[1]?.resolve('second');
  await Promise.resolve();

  expect(await ask()).toBe('second');
  jest.setSystemTime(60_001);
  expect(await ask()).toBe('second');
});

test('an answer as old as the time is never given, also where reading anew failed or hangs', async () => {
  const { reads, ask } = slow();
  void ask();
  reads[0]?.resolve('first');
  jest.setSystemTime(50_000);
  await ask();
  reads[1]?.reject(new Error('503'));
  await Promise.resolve();
  expect(await ask()).toBe('first');

  jest.setSystemTime(60_000);
  const waiting = ask();
  reads.at(-1)?.resolve('third');

  expect(await waiting).toBe('third');
});

test('a failed read is told, and is no answer for the next who asks', async () => {
  const { reads, ask } = slow();
  const first = ask();
  reads[0]?.reject(new Error('503'));
  await expect(first).rejects.toThrow('503');

  const second = ask();
  reads[1]?.resolve('there');

  expect(await second).toBe('there');
});
