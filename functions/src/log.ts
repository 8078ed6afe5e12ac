/** What a log line may say. Values are ids, codes, counts and times: a name or an address has no field to be in. */
export type LogFields = {
  readonly bundle?: string;
  readonly table?: string;
  readonly id?: string;
  readonly message?: string;
  readonly correlationId?: string;
  readonly partition?: string;
  readonly connection?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly found?: 'found' | 'absent' | 'unknown';
  readonly active?: boolean;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
  readonly call?: string;
  readonly code?: string;
  readonly status?: number;
  readonly outcome?: string;
  readonly reason?: string;
  readonly ms?: number;
  readonly withdrawal?: boolean;
  readonly job?: string;
  readonly kind?: string;
  readonly platformId?: string;
};

export type LogEvent =
  | 'accepted'
  | 'dropped'
  | 'refused'
  | 'looked'
  | 'decided'
  | 'called'
  | 'ended'
  | 'retrying'
  | 'finding'
  | 'failed'
  | 'job'
  | 'settings'
  | 'timer'
  | 'anchored'
  | 'feedback'
  | 'circuit';

export type Log = (event: LogEvent, fields: LogFields) => void;

/** Writes one JSON object a line. The only writer of log lines; `write` is given one line without its end. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (event, fields) => write(JSON.stringify({ at: now().toISOString(), event, ...redact(fields) }));
}

/** An error text of a foreign system may quote what it was sent: whatever looks like an address is taken out. */
function redact(fields: LogFields): LogFields {
  if (fields.reason === undefined) return fields;
  return {
    ...fields,
    reason: fields.reason.replaceAll(/[^\s"'<>,;:]+(?:@|%40)[^\s"'<>,;:]+/g, '(address)').slice(0, 300),
  };
}
