import type { LogLevel, WriteLog } from './core/core-types.ts';

const order: readonly string[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/**
 * Writes one line for each message: JSON as the app said it, so that a reader can parse it; everything else as
 * `[category] message`. Levels are those of `logging.logLevel` in host.json: the longest category that fits decides,
 * then `default`, then Information.
 */
export function createLogLines(levels: Readonly<Record<string, string>>, write: (line: string) => void): WriteLog {
  const known = new Map<string, number>();
  const leastOf = (category: string): number => {
    const found = known.get(category) ?? order.indexOf(levelFor(category, levels));
    known.set(category, found);
    return found;
  };
  return (level: LogLevel, category, message) => {
    if (order.indexOf(level) < leastOf(category)) return;
    const line = message.replaceAll('\r', '').replaceAll('\n', '\\n');
    write(line.startsWith('{') ? line : `[${category}] ${line}`);
  };
}

function levelFor(category: string, levels: Readonly<Record<string, string>>): string {
  const fitting = Object.keys(levels)
    .filter((name) => category === name || category.startsWith(`${name}.`))
    .sort((one, other) => other.length - one.length)[0];
  const named = levels[fitting ?? 'default']?.toLowerCase() ?? 'information';
  return order.includes(named) ? named : 'information';
}
