/** A piece of XML as text. Children are given as finished pieces, so that an element can never be left open. */
export type Xml = string;

type Attributes = Readonly<Record<string, string | number>>;

/** `<name attributes>children</name>`, children indented; `<name />` without any. Text children go through `text`. */
export function element(name: string, attributes: Attributes = {}, children: readonly Xml[] = []): Xml {
  const head = Object.entries(attributes).reduce(
    (all, [key, value]) => `${all} ${key}="${escapeXml(String(value))}"`,
    name,
  );
  if (children.length === 0) return `<${head} />`;
  return `<${head}>\n${children.map(indent).join('\n')}\n</${name}>`;
}

/** `<name>value</name>` on one line. */
export function text(name: string, value: string | number): Xml {
  return value === '' ? `<${name}></${name}>` : `<${name}>${escapeXml(String(value))}</${name}>`;
}

function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function indent(piece: Xml): Xml {
  return piece.replaceAll(/^/gm, '  ');
}
