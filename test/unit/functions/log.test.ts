import { createLog } from '../../../functions/src/log.ts';

function write(reason: string) {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => new Date('2026-01-02T03:04:05.006Z'),
  )('failed', { reason, count: 0 });
  return lines;
}

test('a line is one JSON object with its time and event', () => {
  expect(write('two\nlines').map((line) => JSON.parse(line))).toEqual([
    { at: '2026-01-02T03:04:05.006Z', event: 'failed', reason: 'two\nlines', count: 0 },
  ]);
  expect(write('two\nlines')[0]).not.toContain('\n');
});

test.each([
  'address eva.visser+news@example.org is taken',
  'Eva <eva.visser@example.org>',
  '{"email":"eva.visser@example.org"}',
  'mailto:eva.visser@example.org;x',
  'GET /search?q=email%3Deva.visser%40example.org',
  'eva.visser@bücher.example',
])('no address stands in a reason: %s', (reason) => {
  const [line] = write(reason);

  expect(line).toContain('(address)');
  expect(line).not.toContain('eva.visser');
});

test('a reason is short, and no address is cut in half by that', () => {
  const line = write(`${'x'.repeat(295)} eva.visser@example.org`)[0] ?? '';

  expect(JSON.parse(line).reason).toHaveLength(300);
  expect(line).not.toContain('eva');
});
