import { readOptions } from '../../../../infra/local/dataverse/options.ts';

test('a clock may be skewed both ways', () => {
  expect(readOptions(['--skew-seconds', '-60', '--port', '1'])).toMatchObject({ skewSeconds: -60, port: 1 });
  expect(readOptions(['--skew-seconds', '90'])).toMatchObject({ skewSeconds: 90 });
});

for (const args of [['--port', 'x'], ['--organization-id', 'x'], ['--skew-seconds', 'x'], ['--nonsense']]) {
  test(`${args.join(' ')} is refused by its name`, () => expect(() => readOptions(args)).toThrow(args[0] ?? ''));
}
