const mark = '\u0000integer:';

/** A 64-bit number for `toJsonText`: row versions can pass 2^53, and JSON.stringify would round them. */
export function exactInteger(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `${mark}${value}`;
}

/** JSON text in which the numbers of `exactInteger` stand exact and unquoted. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000integer:') ? text.replaceAll(/"\\u0000integer:(-?\d+)"/g, '$1') : text;
}
