/** An element with the places where it stands in the text, so that something can be put in without writing the rest anew. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  /** Behind its opening tag; with `<a/>` the same as `closeStart` and `end`. */
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
  readonly isEmptyTag: boolean;
  readonly children: readonly Element[];
};

/** Comments, CDATA and declarations first: what stands in them is no tag. */
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<(\/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;

type Open = Omit<Element, 'closeStart' | 'end'> & { readonly children: Element[] };

/** The root element of an XML text that Dataverse wrote. Throws an Error where the tags do not fit together. */
export function scanXml(text: string): Element {
  const open: Open[] = [{ name: '', attributes: {}, start: 0, openEnd: 0, isEmptyTag: false, children: [] }];
  for (const match of text.matchAll(token)) {
    const [tag, slash, name, attributes = '', selfClosing] = match;
    if (name === undefined) continue;
    const end = match.index + tag.length;
    const isEmptyTag = selfClosing === '/';
    if (slash === '')
      open.push({
        name,
        attributes: readAttributes(attributes),
        start: match.index,
        openEnd: end,
        isEmptyTag,
        children: [],
      });
    if (slash === '' && !isEmptyTag) continue;
    const element = open.pop();
    if (element?.name !== name) throw new Error(`The XML has </${name}> where it does not belong.`);
    open.at(-1)?.children.push({ ...element, closeStart: isEmptyTag ? end : match.index, end });
  }
  const [root] = open[0]?.children ?? [];
  if (!root || open.length > 1) throw new Error('The XML does not end.');
  return root;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(pairs.map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}
