import { createProtectionLimits } from '../../../../infra/local/dataverse/limits/protection-limits.ts';
import { createClock } from '../../../../infra/local/ground/clock.ts';

const limitsOfNow = () => {
  const clock = createClock();
  return { clock, limits: createProtectionLimits(clock) };
};
const enterMany = (limits: ReturnType<typeof createProtectionLimits>, count: number) => {
  for (let index = 0; index < count; index += 1) limits.enter('one')();
};

test('6,000 calls in five minutes pass, the next is refused with the time to wait', () => {
  const { limits } = limitsOfNow();
  enterMany(limits, 6000);

  expect(() => limits.enter('one')).toThrow(
    expect.objectContaining({
      status: 429,
      code: '0x80072322',
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    }),
  );
});

test('the window slides: calls older than five minutes do not count', () => {
  const { clock, limits } = limitsOfNow();
  enterMany(limits, 3000);
  clock.advance(200);
  enterMany(limits, 3000);
  clock.advance(101);

  enterMany(limits, 3000);

  expect(() => limits.enter('one')).toThrow('6000');
});

test('every user has her own limits', () => {
  const { limits } = limitsOfNow();
  enterMany(limits, 6000);

  expect(() => limits.enter('another')()).not.toThrow();
});

test('52 calls may be under way at once', () => {
  const { limits } = limitsOfNow();
  const leave = Array.from({ length: 52 }, () => limits.enter('one'));

  expect(() => limits.enter('one')).toThrow(expect.objectContaining({ code: '0x80072326' }));
  leave[0]?.();
  expect(() => limits.enter('one')).not.toThrow();
});
