/**
 * Moves the keyboard among controls that are one stop of the Tab key, round and round, when the event's key is `back` or
 * `forward`. Answers the control it went to.
 */
export function stepFocus<T extends HTMLElement>(
  items: readonly T[],
  event: KeyboardEvent,
  [back, forward]: readonly [string, string],
): T | undefined {
  const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
  if (step === 0 || items.length === 0) return undefined;
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = items[(Math.max(at, 0) + step + items.length) % items.length];
  event.preventDefault();
  next?.focus();
  return next;
}
