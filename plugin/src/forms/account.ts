/** Called by the main form when it opens. */
export function onLoad(): void {}
