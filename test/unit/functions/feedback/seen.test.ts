import { createSeen } from '../../../../functions/src/feedback/seen.ts';
import { newsletter } from '../../builders.ts';

function contact(index: number, isOn = true) {
  const permissions = { [newsletter]: isOn };
  return { platformId: `e${index}`, externalId: undefined, email: 'x', permissions, mailable: true, changed: '1' };
}

test('who was seen as she is now is known, and anything that changed makes her new', () => {
  const seen = createSeen();

  seen.add(contact(1));

  expect([seen.has(contact(1)), seen.has(contact(1, false)), seen.has(contact(2))]).toEqual([true, false, false]);
});

test('more than it remembers makes it forget the oldest, never those just seen', () => {
  const seen = createSeen(10);

  for (let index = 0; index < 35; index += 1) seen.add(contact(index));

  const known = Array.from({ length: 35 }, (_, index) => index).filter((index) => seen.has(contact(index)));
  expect(known).toEqual(Array.from({ length: 15 }, (_, index) => 20 + index));
});
