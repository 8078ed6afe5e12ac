export type Line = {
  readonly number: number;
  /** The line as it stands. */
  readonly text: string;
  /** Without what stands in backticks; empty inside a code block. Links and headings count only here. */
  readonly prose: string;
  /** What stands in backticks, and the whole line inside a block of shell commands. */
  readonly code: readonly string[];
};
export type Doc = { readonly path: string; readonly lines: readonly Line[] };

const codeSpan = /(`+)(.+?)\1(?!`)/g;
const shells = new Set(['sh', 'bash', 'shell', 'console']);

/** Splits a Markdown file into what the checks look at. Code blocks fenced by backticks or tildes (CommonMark 0.31, §4.5). */
export function readMarkdown(path: string, text: string): Doc {
  const lines: Line[] = [];
  let fence: { readonly mark: string; readonly isShell: boolean } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, mark = '', language = ''] = /^\s*(`{3,}|~{3,})\s*(\w*)/.exec(line) ?? [];
    const number = index + 1;
    if (fence && mark.startsWith(fence.mark)) fence = undefined;
    else if (fence) lines.push({ number, text: line, prose: '', code: fence.isShell ? [line] : [] });
    else if (mark) fence = { mark, isShell: shells.has(language) };
    else lines.push({ number, text: line, ...splitCode(line) });
  }
  return { path, lines };
}

function splitCode(line: string): { readonly prose: string; readonly code: readonly string[] } {
  return {
    prose: line.replace(codeSpan, (span) => ' '.repeat(span.length)),
    code: Array.from(line.matchAll(codeSpan), ([, , inside = '']) => inside.trim()),
  };
}
