import { readSettingsDocument } from '../clients/own-rows.ts';
import type { CheckDoors } from '../sync/check/doors.ts';
import type { Ground } from './ground.ts';
import { readDocument } from './read-document.ts';

/** What the self-check needs from outside. */
export function checkDoors(
  { config, dataverse, platform, bus }: Ground,
  refreshSettings: () => Promise<void>,
): CheckDoors {
  return {
    version: config.version,
    organizationId: config.organizationId,
    clientId: config.dataverse.clientId,
    dataverse,
    settings: async () => {
      // A document that was saved while its step was off would be obeyed only after the next save.
      await refreshSettings();
      const row = await readSettingsDocument(dataverse);
      return row && readDocument(row.text, platform);
    },
    listed: platform.listPermissions,
    properties: platform.listProperties,
    deadLetters: async () => {
      const queues = ['crm-events', 'crm-withdrawals', 'jobs'];
      const counts = await Promise.all(queues.map(async (queue) => (await bus.pending(queue)).deadLettered));
      return Object.fromEntries(queues.map((queue, index) => [queue, counts[index] ?? 0]));
    },
    now: Date.now,
  };
}
