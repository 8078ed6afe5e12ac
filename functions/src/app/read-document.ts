import { readSettingsText } from '../event/settings.ts';
import { refuseUnsupported } from '../event/withdrawal.ts';
import { modesOf, type Platform } from '../platforms/platform.ts';
import type { RelayDoors } from '../relay/doors.ts';
import type { Ground } from './ground.ts';
import { tellSettings } from './send.ts';

/** A settings document as text: the settings, or every problem that it has by itself or with the platform that it is for. */
export function readDocument(text: string, platform: Platform): ReturnType<typeof readSettingsText> {
  return refuseUnsupported(readSettingsText(text), () => modesOf(platform));
}

/** Says at start-up what the settings in force ask for and the platform cannot do. Never throws. */
export async function tellUnsupported(
  current: RelayDoors['settings'],
  { platform, log, raise, bus }: Ground,
): Promise<void> {
  try {
    const read = refuseUnsupported((await current()).document, () => modesOf(platform));
    if (!('problems' in read)) return;
    for (const problem of read.problems) log('finding', { code: 'finding.settings', reason: problem });
    await tellSettings(read.problems, { raise, bus });
  } catch (error) {
    log('failed', { call: 'settings', reason: error instanceof Error ? error.message : 'unknown failure' });
  }
}
