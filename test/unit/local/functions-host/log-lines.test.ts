import { createLogLines } from '../../../../infra/local/functions-host/log-lines.ts';

const written = (levels: Record<string, string>, ...entries: Parameters<ReturnType<typeof createLogLines>>[]) => {
  const lines: string[] = [];
  const log = createLogLines(levels, (line) => lines.push(line));
  for (const entry of entries) log(...entry);
  return lines;
};

test('JSON is passed on as it is, everything else behind its category, each in one line', () => {
  expect(written({}, ['information', 'C', '{"a":1}'], ['warning', 'C', 'two\r\nlines'])).toEqual([
    '{"a":1}',
    '[C] two\\nlines',
  ]);
});

test('without a word in host.json the level is Information', () => {
  expect(written({}, ['debug', 'C', 'no'], ['information', 'C', 'yes'])).toEqual(['[C] yes']);
});

test('the longest category that fits decides, then the default', () => {
  const levels = { default: 'Error', Function: 'Warning', 'Function.f': 'Debug', 'Function.f.User': 'None' };

  expect(
    written(
      levels,
      ['warning', 'Host', 'no'],
      ['warning', 'Function.g', 'g'],
      ['debug', 'Function.f', 'f'],
      ['critical', 'Function.f.User', 'no'],
      ['warning', 'Functions', 'no'],
    ),
  ).toEqual(['[Function.g] g', '[Function.f] f']);
});
