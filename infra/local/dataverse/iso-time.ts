/** Milliseconds since 1970 as the Web API writes a time: UTC, whole seconds. */
export function toIsoTime(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** A time or date as sent, in the form we store; undefined when it is none. Times lose their milliseconds, as in Dataverse. */
export function readIsoTime(text: string, kind: 'datetime' | 'date'): string | undefined {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  return kind === 'date' ? text.slice(0, 10) : toIsoTime(ms);
}
