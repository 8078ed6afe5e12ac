import type { CheckResult } from '../../functions/src/event/check-result.ts';

/** The result of the self-check as a plain table: state, check, what was found, and below it what to do. */
export function printCheck({ lines, state, version }: CheckResult): string {
  const width = Math.max(...lines.map(({ check }) => check.length));
  const rows = lines.flatMap((line) => [
    `${line.state.padEnd(5)}  ${line.check.padEnd(width)}  ${line.message}`,
    ...(line.repair === '' ? [] : [`${' '.repeat(5)}  ${' '.repeat(width)}  -> ${line.repair}`]),
  ]);
  const count = (wanted: string) => lines.filter((line) => line.state === wanted).length;
  const sum = `${state}: ${count('green')} green, ${count('amber')} amber, ${count('red')} red`;
  return [...rows, '', version === '' ? sum : `${sum}; relay ${version}`].join('\n');
}
