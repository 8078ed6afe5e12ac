/** `SA-1`, `EE-12`, `X-4` …: the groups whose ids are a name and a number. */
const plainId = /\b(SA|EE|AC|LP|X|P|N)-(\d+)\b/g;
/** `G-6.38`, `G-6 38`, `G-6 (38)` and several at once: `G-9 57/60`, `G-6 (36, 38)`. A bare `G-6` is found too: it names no row. */
const groupId = /\bG-(\d+)\b(?:\.(\d+)| ?\((\d+(?:, ?\d+)*)\)| (\d+(?:[/,] ?\d+)*)\b)?/g;
const ruleId = /\bR(\d+)\b/g;

/** The ids that the full title of a test names, each once, spelt as in `test/features.json`. */
export function idsInTitle(title: string): readonly string[] {
  const ids = [
    ...Array.from(title.matchAll(plainId), ([, group, number]) => `${group}-${number}`),
    ...Array.from(title.matchAll(groupId), toRows).flat(),
    ...Array.from(title.matchAll(ruleId), ([id]) => id),
  ];
  return [...new Set(ids)];
}

function toRows([id, group, dotted, bracketed, spaced]: RegExpExecArray): readonly string[] {
  const numbers = dotted ?? bracketed ?? spaced;
  if (numbers === undefined) return [id];
  return numbers.split(/[/,] ?/).map((number) => `G-${group}.${number}`);
}
