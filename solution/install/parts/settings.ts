import { defaultSettings } from '../../../functions/src/event/default-settings.ts';
import { guid } from '../../format/guid.ts';
import type { WebApi } from '../../web-api.ts';
import type { Part } from '../part.ts';
import { storedSettings } from '../stored-settings.ts';

/** The settings document: the default one where there is none. One that is there is an admin's work, and is left alone. */
export function settingsPart(api: WebApi): Part {
  return {
    name: 'settings',
    differences: async () => {
      const stored = await storedSettings(api);
      if (stored && 'problems' in stored) return stored.problems.map((problem) => ({ says: problem }));
      if (stored) return [];
      const apply = async () => {
        await api.post('assent_configurations', {
          assent_configurationid: guid('configuration settings'),
          assent_name: 'settings',
          assent_document: JSON.stringify(defaultSettings, null, 2),
        });
      };
      return [{ says: 'the default document is made', apply }];
    },
  };
}
