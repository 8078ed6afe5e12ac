import { partitionCount, partitionOf } from '../../../../functions/src/event/partition.ts';
import { idOf } from '../../builders.ts';

test('a record has the same partition always, and a record of another table with the same id its own', () => {
  // Computed apart: first byte of SHA-256 of the text, modulo 64.
  expect(partitionOf('contact', '6f9619ff-8b86-d011-b42d-00cf4fc964ff')).toBe('p60');
  expect(partitionOf('lead', '6f9619ff-8b86-d011-b42d-00cf4fc964ff')).toBe('p25');
});

test('records are spread over all 64 partitions, p00 to p63', () => {
  const partitions = new Set(Array.from({ length: 2000 }, (_, number) => partitionOf('contact', idOf(number))));

  expect(partitions.size).toBe(partitionCount);
  for (const partition of partitions) expect(partition).toMatch(/^p([0-5]\d|6[0-3])$/);
});
