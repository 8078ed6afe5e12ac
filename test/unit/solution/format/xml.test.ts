import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { element, text } from '../../../../solution/format/xml.ts';

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });

test('an element without children closes itself; children are indented', () => {
  expect(element('a')).toBe('<a />');
  expect(element('a', { x: 1 }, [element('b'), text('c', 'd')])).toBe('<a x="1">\n  <b />\n  <c>d</c>\n</a>');
});

test('an empty text keeps its element', () => {
  expect(text('Path', '')).toBe('<Path></Path>');
  expect(text('Value', 0)).toBe('<Value>0</Value>');
});

test.each(['a & b', '<b>', '"quoted"', "it's", 'é 😀', '&amp;', ']]>'])(
  '%s is read back as it was written',
  (value) => {
    const xml = element('root', { attribute: value }, [text('child', value)]);

    expect(XMLValidator.validate(xml)).toBe(true);
    expect(parser.parse(xml)).toEqual({ root: { attribute: value, child: value } });
  },
);
