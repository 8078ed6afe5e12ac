import type { Core } from './core/core.ts';
import type { FunctionMetadata } from './core/core-types.ts';

const triggers: readonly string[] = ['httptrigger', 'servicebustrigger', 'timertrigger'];

/** Throws, naming it, when the app uses a trigger or binding that this host has not: silence would look like success. */
export function refuseWhatIsMissing(core: Core): void {
  for (const { metadata } of core.functions.values()) {
    for (const [name, { type, direction }] of Object.entries(metadata.bindings)) {
      const isKnown = triggers.includes(type.toLowerCase()) || (direction === 'out' && type.toLowerCase() === 'http');
      if (!isKnown) throw new Error(refusal(metadata, `the binding ${name} of type ${type}`));
    }
    if (metadata.retryOptions) throw new Error(refusal(metadata, 'a retry policy'));
  }
}

function refusal({ name }: FunctionMetadata, what: string): string {
  return `Function "${name}": ${what} is not there in this host.`;
}
