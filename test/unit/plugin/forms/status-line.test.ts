import type { Standing } from '../../../../plugin/src/forms/read-standing.ts';
import { statusLine } from '../../../../plugin/src/forms/status-line.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

const { say } = fakeDynamics();
const standing = (over: Partial<Standing> = {}): Standing => ({
  isActive: true,
  withheld: undefined,
  bounce: 'none',
  globalOptOut: false,
  given: [],
  ...over,
});

test.each<readonly [string, Partial<Standing>, string, string]>([
  ['nothing is withheld', {}, 'INFO', 'nothingWithheld'],
  ['a soft bounce stops nothing', { bounce: 'soft' }, 'INFO', 'softBounce'],
  ['a permission is withheld', { withheld: 'Newsletter: withdrawn' }, 'WARNING', 'withheld|Newsletter: withdrawn'],
  ['a hard bounce', { bounce: 'hard', withheld: 'x' }, 'WARNING', 'hardBounce'],
  ['a global opt-out outweighs a bounce', { globalOptOut: true, bounce: 'hard' }, 'WARNING', 'globalOptOut'],
  ['an inactive record holds nothing', { isActive: false, globalOptOut: true }, 'INFO', 'inactive'],
])('the line says why: %s', (_case, over, level, text) => {
  expect(statusLine(standing(over), say)).toEqual({ level, text });
});

test('what the relay writes for each permission is told in one line, without the keys', () => {
  const withheld = 'Newsletter (1~email): withdrawn (at 1~email)\nTexts (topic.a~sms): bounced\n';

  expect(statusLine(standing({ withheld }), say).text).toBe(
    'withheld|Newsletter: withdrawn (at 1~email); Texts: bounced',
  );
});

test('a long reason is shortened', () => {
  const { text } = statusLine(standing({ withheld: 'b'.repeat(400) }), say);

  expect(text).toBe(`withheld|${'b'.repeat(300)}…`);
});
