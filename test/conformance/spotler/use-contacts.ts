import { type Started, start } from './start.ts';

export const on = (bit: number) => ({ bit, enabled: true });
export const off = (bit: number) => ({ bit, enabled: false });

/** Registers the hooks of the test file that calls it: one sandbox, empty before each test, and the calls about one contact. */
export function useContacts() {
  let spotler: Started;
  beforeAll(async () => {
    spotler = await start();
  });
  beforeEach(() => spotler.control('POST', '/reset'));
  afterAll(() => spotler.stop());
  return {
    spotler: () => spotler,
    add: (externalId: string, properties: object, more: object = {}) =>
      spotler.call('POST', '/contact', { ...more, contact: { externalId, properties } }),
    put: (externalId: string, properties: object, more: object = {}) =>
      spotler.call('PUT', `/contact/${externalId}`, { ...more, contact: { externalId, properties } }),
    read: async (externalId: string) => (await spotler.call('GET', `/contact/${externalId}`)).body,
  };
}
