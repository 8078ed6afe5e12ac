import { printCheck } from '../../../../solution/install/print-check.ts';

test('a finding has its repair on the line below; the last line sums up', () => {
  const text = printCheck({
    version: '0.1.0',
    state: 'red',
    lines: [
      { check: 'clock', state: 'green', message: 'Right.', repair: '' },
      { check: 'webhook', state: 'red', message: 'No key.', repair: 'Set it.' },
    ],
  });

  expect(text.split('\n')).toEqual([
    'green  clock    Right.',
    'red    webhook  No key.',
    '                -> Set it.',
    '',
    'red: 1 green, 0 amber, 1 red; relay 0.1.0',
  ]);
});
