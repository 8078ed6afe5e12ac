import { openDynamics } from '../../../plugin/src/dynamics.ts';
import { texts } from '../../../plugin/src/texts.ts';

const utility = (languageId: number, getResourceString: () => string | undefined) => ({
  getResourceString,
  getGlobalContext: () => ({ userSettings: { languageId } }),
});
function notLoaded(): undefined {
  throw new Error('Resource not loaded');
}
const say = (Utility: unknown) => openDynamics({ Utility } as Xrm.XrmStatic).say;

test('a text comes from the web resource, which an admin may have changed', () => {
  expect(say(utility(1043, () => 'Nog {0} van {1}'))('syncFailed', 2, 3)).toBe('Nog 2 van 3');
});

test.each([
  ['in Dutch for a Dutch user', 1043, texts.syncTitle.nl],
  ['in English for anybody else', 1036, texts.syncTitle.en],
])('where the web resource did not load, or has no such key, the text is ours: %s', (_case, languageId, expected) => {
  expect(say(utility(languageId, notLoaded))('syncTitle')).toBe(expected);
  expect(say(utility(languageId, () => undefined))('syncTitle')).toBe(expected);
});

test('a call that Dataverse refuses fails with its status', async () => {
  const WebApi = { online: { execute: async () => ({ ok: false, status: 503 }) } };
  const { execute } = openDynamics({ WebApi } as unknown as Xrm.XrmStatic);

  await expect(execute({})).rejects.toThrow('Dataverse answered 503.');
});
