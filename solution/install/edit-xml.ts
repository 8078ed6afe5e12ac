import { type Element, scanXml } from './scan-xml.ts';

/** The next step on a way down: a name, or which child it is. */
type Step = string | ((child: Element) => boolean);

/**
 * Puts `xml` at the end of the element that the path leads to, down from the root; the last elements on the way are made where they
 * are not there. Nothing else in the text changes.
 */
export function insert(text: string, path: readonly Step[], xml: string): string {
  let at = scanXml(text);
  for (const [index, step] of path.entries()) {
    const next = at.children.find((child) => (typeof step === 'string' ? child.name === step : step(child)));
    if (!next) {
      const names = path.slice(index).filter((each) => typeof each === 'string');
      return insertInto(
        text,
        at,
        names.reduceRight((content, name) => `<${name}>${content}</${name}>`, xml),
      );
    }
    at = next;
  }
  return insertInto(text, at, xml);
}

/** The text without these elements. */
export function cut(text: string, elements: readonly Element[]): string {
  // From behind, so that the places before stay right.
  const fromBehind = elements.toSorted((a, b) => b.start - a.start);
  return fromBehind.reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}

export function childNamed({ children }: Element, name: string): Element | undefined {
  return children.find((child) => child.name === name);
}

/** An element and everything in it, in the order of the text. */
export function allIn(root: Element): readonly Element[] {
  return [root, ...root.children.flatMap(allIn)];
}

function insertInto(text: string, into: Element, xml: string): string {
  if (!into.isEmptyTag) return text.slice(0, into.closeStart) + xml + text.slice(into.closeStart);
  const opened = text.slice(into.start, into.end).replace(/\s*\/>$/, '>');
  return `${text.slice(0, into.start)}${opened}${xml}</${into.name}>${text.slice(into.end)}`;
}
