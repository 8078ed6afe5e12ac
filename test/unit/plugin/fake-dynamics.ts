import type { Dynamics, Row } from '../../../plugin/src/dynamics.ts';

export type FakeDynamics = Dynamics & {
  /** Calls in order, as `alert: Title: text`, `progress: …`, `execute`. */
  readonly calls: readonly string[];
  /** The requests of `execute`. */
  readonly requests: readonly Row[];
};

/** A client API that answers nothing by itself; texts come as their key and values. */
export function fakeDynamics(over: Partial<Dynamics> = {}): FakeDynamics {
  const calls: string[] = [];
  const requests: Row[] = [];
  return {
    calls,
    requests,
    read: async () => ({}),
    find: async () => [],
    create: async (table, columns) => {
      calls.push(`create: ${table} ${JSON.stringify(columns)}`);
      return 'job-1';
    },
    isOffline: () => false,
    say: (key, ...values) => [key, ...values].join('|'),
    showProgress: (text) => void calls.push(`progress: ${text}`),
    hideProgress: () => void calls.push('progress ends'),
    alert: async (title, text) => void calls.push(`alert: ${title}: ${text}`),
    openPage: async (name, data, title) => void calls.push(`page: ${name} ${data} ${title}`),
    ...over,
    execute: async (request) => {
      calls.push('execute');
      requests.push(request as Row);
      await over.execute?.(request);
    },
  };
}
