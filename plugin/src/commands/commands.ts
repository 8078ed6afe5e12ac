/** Called by the buttons. */
export function syncNow(): void {}

export function marketingHistory(): void {}
