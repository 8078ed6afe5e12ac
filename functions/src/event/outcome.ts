/** How a nudge ended. Nothing else is an end: what is not here yet is still pending on the bus. */
export type Outcome =
  /** The platform took something, or there was something to take back and it is gone. */
  | { readonly kind: 'applied'; readonly reason?: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** A person is needed; the reject row says what was refused. */
  | { readonly kind: 'rejected'; readonly code: string };

export const outcomeKinds = ['applied', 'unchanged', 'skipped', 'rejected'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

export type Counts = Readonly<Record<OutcomeKind, number>>;
