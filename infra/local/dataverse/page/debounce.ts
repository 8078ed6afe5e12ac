/** Calls `action` once, `pauseMs` after the last call: while somebody types, not for every letter. */
export function debounce(pauseMs: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, pauseMs);
  };
}
