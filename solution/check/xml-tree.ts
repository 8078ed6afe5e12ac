import { XMLParser } from 'fast-xml-parser';

/** An element of an XML file. */
export type Node = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** Its own text, without that of its children. */
  readonly text: string;
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});

const emptyNode: Node = { name: '', attributes: {}, children: [], text: '' };

/** The root element; an empty one for an empty text. Throws where the text is no XML. */
export function readXml(xml: string): Node {
  const [root = emptyNode] = xml === '' ? [] : toNodes(parser.parse(xml, true));
  return root;
}

/** The parser gives each element as `{name: pieces, ':@': attributes}`, and text as `{'#text': …}`. */
function toNodes(pieces: unknown): readonly Node[] {
  return listOf(pieces).flatMap((piece) => {
    const name = Object.keys(piece).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const inside = piece[name];
    const text = listOf(inside).map((part) => (typeof part['#text'] === 'string' ? part['#text'] : ''));
    return [{ name, attributes: attributesOf(piece[':@']), children: toNodes(inside), text: text.join('') }];
  });
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  const all = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(all.map(([name, text]) => [name, String(text)]));
}

export function child(node: Node, name: string): Node | undefined {
  return node.children.find((each) => each.name === name);
}

/** Text of a child; empty where there is none. */
export function textIn(node: Node, name: string): string {
  return child(node, name)?.text ?? '';
}

/** Every element of that name, however deep, in the order of the file. */
export function all(node: Node, name: string): readonly Node[] {
  const found: Node[] = [];
  const look = (each: Node): void => {
    if (each.name === name) found.push(each);
    each.children.forEach(look);
  };
  node.children.forEach(look);
  return found;
}
