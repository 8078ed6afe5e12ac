import { defaultSettings } from '../../../../../functions/src/event/default-settings.ts';
import type { CheckDoors } from '../../../../../functions/src/sync/check/doors.ts';

export const organizationId = '99999999-8888-4777-8666-555555555555';

/** Doors to an organisation that answers by the beginning of the path; an Error as the answer is thrown. */
export function fakeDoors(answers: Readonly<Record<string, unknown>>, over: Partial<CheckDoors> = {}): CheckDoors {
  const find = async (path: string) => {
    const found = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
    const answer = typeof found === 'function' ? found(path) : found;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    version: '0.1.0',
    organizationId,
    clientId: '11111111-2222-4333-8444-555555555555',
    dataverse: {
      query: async (path) => ((await find(path)) ?? []) as never,
      read: async (path) => ((await find(path)) ?? 'absent') as never,
      clock: async () => 0,
    },
    settings: async () => defaultSettings,
    listed: async () => [],
    properties: async () => [],
    deadLetters: async () => ({}),
    now: () => 0,
    ...over,
  };
}

export function refusal(status: number): Error {
  return Object.assign(new Error(`GET contacts: ${status}`), { status });
}
