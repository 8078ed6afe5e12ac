import { texts } from '../../../plugin/src/texts.ts';

test.each(Object.entries(texts))('%s says the same in both languages', (_key, { en, nl }) => {
  const marks = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();

  expect([en.trim(), nl.trim()]).not.toContain('');
  expect(marks(nl)).toEqual(marks(en));
});
