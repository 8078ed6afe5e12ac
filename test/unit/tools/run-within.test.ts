import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithin } from '../../bench/tools/run-within.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, source: string): string {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, source);
  return file;
}

test('a bench that ends by itself without error has no problem', async () => {
  expect(
    await runWithin(script('good', 'process.exit(process.argv[2] === "--smoke" ? 0 : 1)'), ['--smoke']),
  ).toBeUndefined();
});

test('a bench that fails is named with its exit code', async () => {
  expect(await runWithin(script('bad', 'process.exit(3)'), [])).toBe('ended with exit code 3');
});

test('a bench that does not end is ended at its limit, and that is a failure', async () => {
  expect(await runWithin(script('endless', 'setInterval(() => {}, 1000)'), [], 200)).toBe(
    'was still running after 0.2 s',
  );
});
