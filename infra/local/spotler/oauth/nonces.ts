/** Remembers which nonces were used while their timestamp is still accepted (RFC 5849, 3.3). */
export type Nonces = {
  /** False when it was used before. */
  readonly use: (nonce: string, nowMs: number) => boolean;
};

/** Two sets that take turns: what is older than a whole turn of `keepMs` is forgotten at once, without a scan. */
export function createNonces(keepMs: number): Nonces {
  let current = new Set<string>();
  let before = new Set<string>();
  let turnsAtMs = Number.NEGATIVE_INFINITY;
  return {
    use: (nonce, nowMs) => {
      if (nowMs >= turnsAtMs) {
        before = nowMs < turnsAtMs + keepMs ? current : new Set();
        current = new Set();
        turnsAtMs = nowMs + keepMs;
      }
      if (current.has(nonce) || before.has(nonce)) return false;
      current.add(nonce);
      return true;
    },
  };
}
