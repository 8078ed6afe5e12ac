import { PassThrough } from 'node:stream';
import { askSecret, askYes, type Terminal } from '../../../../solution/install/ask.ts';
import { readSecret } from '../../../../solution/install/secrets.ts';

/** A terminal at which somebody types `keys`, or nobody sits. */
function terminal(keys: string | undefined) {
  const shown: string[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: keys !== undefined, setRawMode: () => undefined });
  const output = new PassThrough().on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  if (keys !== undefined) setImmediate(() => input.write(keys));
  return { shown, terminal: { input, output } as unknown as Terminal };
}

test('a secret that is typed is taken, and never shown', async () => {
  const { terminal: seat, shown } = terminal('very-secret-key-1\r');

  expect(await askSecret(seat, 'WEBHOOK_KEY')).toBe('very-secret-key-1');
  expect(shown.join('')).toBe('WEBHOOK_KEY: \n');
});

test('where nobody sits nobody is asked: the environment has to say it', async () => {
  const { terminal: nobody, shown } = terminal(undefined);

  await expect(readSecret({}, nobody, 'DATAVERSE_CLIENT_SECRET')).rejects.toThrow(
    'DATAVERSE_CLIENT_SECRET: set it in the environment.',
  );
  expect(await readSecret({ DATAVERSE_CLIENT_SECRET: 'x' }, nobody, 'DATAVERSE_CLIENT_SECRET')).toBe('x');
  expect(await askYes(nobody, 'Go on?')).toBe(false);
  expect(shown).toEqual([]);
});

test.each([
  ['y\r', true],
  ['Yes\r', true],
  ['\r', false],
  ['n\r', false],
  ['yesterday\r', false],
])('%j is %s', async (keys, isYes) => {
  expect(await askYes(terminal(keys).terminal, 'Go on?')).toBe(isYes);
});
