import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** An element of an XML document. */
export type Xml = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Xml[];
  readonly text: string;
};

type Parsed = z.infer<typeof parsedSchema>;

const parsedSchema = z.array(z.record(z.string(), z.unknown()));
const attributesSchema = z.record(z.string(), z.unknown());

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  // Solution files escape whole documents; the default limit on entities is far too small for them.
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 50_000_000 },
});

/** Reads a document; gives its root element. Throws a sentence when it is not well-formed. */
export function readXml(text: string): Xml {
  const [root] = toElements(parsedSchema.parse(parser.parse(text.replace(/^\uFEFF/, ''), true)));
  if (!root) throw new Error('The document has no root element.');
  return root;
}

function toElements(nodes: Parsed): readonly Xml[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text' && !key.startsWith('?'));
    if (name === undefined) return [];
    const inner = parsedSchema.safeParse(node[name]).data ?? [];
    const attributes = attributesSchema.safeParse(node[':@']).data ?? {};
    return [
      {
        name,
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
        children: toElements(inner),
        text: inner.map((part) => part['#text'] ?? '').join(''),
      },
    ];
  });
}

/** The first child of that name. */
export function child(element: Xml | undefined, name: string): Xml | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function childrenNamed(element: Xml | undefined, name: string): readonly Xml[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** The text of the first child of that name; empty without one. */
export function textIn(element: Xml | undefined, name: string): string {
  return child(element, name)?.text ?? '';
}

export function numberIn(element: Xml | undefined, name: string): number | undefined {
  const text = textIn(element, name);
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** Back to text, for parts that are kept as they came (form XML). */
export function writeXml(element: Xml): string {
  const attributes = Object.entries(element.attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inner = `${escapeXml(element.text)}${element.children.map(writeXml).join('')}`;
  const start = `<${element.name}${attributes.join('')}`;
  return inner === '' ? `${start} />` : `${start}>${inner}</${element.name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
