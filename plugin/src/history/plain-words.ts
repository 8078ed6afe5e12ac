import type { Dynamics } from '../dynamics.ts';

/**
 * A line of the relay's explanation as the user reads it: permissions by the name of their subscription, times in the user's own zone,
 * without the message it came by, which stays in the Job row for an auditor.
 * `names`: the platform's id of a subscription → its name.
 */
export function plainWords(line: string, names: ReadonlyMap<string, string>, say: Dynamics['say']): string {
  return line
    .replace(/; bundle [^;]*\.$/, '.')
    .replace(/(?<![\w.-])([\w.-]+)~(email|sms)\b/g, (mark, id, channel) => {
      const name = names.get(id);
      return name === undefined ? mark : `${name} (${say(channel === 'sms' ? 'sms' : 'email')})`;
    })
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) => new Date(time).toLocaleString());
}
