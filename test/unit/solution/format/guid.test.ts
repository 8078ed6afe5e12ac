import { guid } from '../../../../solution/format/guid.ts';

test('the id of a component is always the same, or an upgrade would find nothing of what is installed', () => {
  expect(guid('serviceendpoint relay')).toBe('3b1be227-f5b6-5de9-b566-f59354303c25');
  expect(guid('step contact Update')).toBe('0244fc79-9bd1-5a6c-ae6c-f0e31d7e938b');
});

test('ids are of version 5, and differ by name', () => {
  const ids = ['a', 'b', 'A', ''].map(guid);

  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
