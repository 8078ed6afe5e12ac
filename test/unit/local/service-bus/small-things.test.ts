import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createClock } from '../../../../infra/local/ground/clock.ts';
import { checkSasToken, covers } from '../../../../infra/local/service-bus/amqp/sas-token.ts';
import { createCreditMeter } from '../../../../infra/local/service-bus/engine/credit-meter.ts';
import { createHeap } from '../../../../infra/local/service-bus/engine/heap.ts';
import { readDurationMs } from '../../../../infra/local/service-bus/read-duration.ts';

const durations: [string, number | undefined][] = [
  ['PT1M', 60_000],
  ['PT5S', 5000],
  ['PT0.5S', 500],
  ['P14D', 14 * 86_400_000],
  ['P1DT2H3M4S', (((24 + 2) * 60 + 3) * 60 + 4) * 1000],
  ['P', undefined],
  ['PT', undefined],
  ['1M', undefined],
  ['P1Y', undefined],
];
for (const [text, expected] of durations) {
  test(`the duration ${text} is ${expected === undefined ? 'refused' : `${expected} ms`}`, () => {
    expect(readDurationMs(text)).toBe(expected);
  });
}

test('a heap gives back in order whatever was put in, also after some were taken out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = createHeap<number>((n) => n);
      for (const n of numbers) heap.push(n);
      const odd = heap.removeWhere((n) => n % 2 !== 0);
      const even = Array.from({ length: heap.size() }, () => heap.pop());

      const inOrder = [...numbers].sort((a, b) => a - b);
      expect(odd).toEqual(inOrder.filter((n) => n % 2 !== 0));
      expect(even).toEqual(inOrder.filter((n) => n % 2 === 0));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});

describe('credits', () => {
  test('are new each second, and none are taken by what is refused', () => {
    const clock = createClock();
    const meter = createCreditMeter({ ...clock, now: () => Math.floor(clock.now() / 1e6) * 1e6 + later }, 10);
    let later = 0;

    expect([meter.take(8), meter.take(3), meter.take(2), meter.take(1)]).toEqual([true, false, true, false]);
    later = 1000;
    expect(meter.take(10)).toBe(true);
  });

  test('0 a second means no limit', () => {
    const meter = createCreditMeter(createClock(), 0);

    expect([meter.take(1e9), meter.take(1e9)]).toEqual([true, true]);
  });
});

describe('shared access signatures', () => {
  const key = { name: 'Root', key: 'secret' };
  const tokenFor = (resource: string, { name = 'Root', secret = 'secret', expiry = Date.now() / 1000 + 60 } = {}) => {
    const sr = encodeURIComponent(resource);
    const se = Math.floor(expiry);
    const sig = createHmac('sha256', secret).update(`${sr}\n${se}`).digest('base64');
    return `SharedAccessSignature sr=${sr}&sig=${encodeURIComponent(sig)}&se=${se}&skn=${name}`;
  };

  const cases: [string, string, string | undefined][] = [
    ['for a queue', tokenFor('sb://localhost:5672/crm-Events'), 'crm-events'],
    ['for the namespace', tokenFor('sb://localhost/'), ''],
    ['with a wrong key', tokenFor('sb://localhost/q', { secret: 'other' }), undefined],
    ['of an unknown key name', tokenFor('sb://localhost/q', { name: 'Nobody' }), undefined],
    ['that has expired', tokenFor('sb://localhost/q', { expiry: Date.now() / 1000 - 1 }), undefined],
    ['that is none', 'Bearer x', undefined],
  ];
  for (const [title, token, expected] of cases) {
    test(`a token ${title} ${expected === undefined ? 'is refused' : 'is good'}`, () => {
      expect(checkSasToken(token, key)).toBe(expected);
    });
  }

  test('a token is good for its path and everything below, and not for its neighbours', () => {
    const granted = new Set(['jobs']);

    expect(['Jobs', 'jobs/$management', 'jobs2', 'other'].map((path) => covers(granted, path))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(covers(new Set(['']), 'anything')).toBe(true);
  });
});
