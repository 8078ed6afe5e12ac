import { readSettingsText, type Settings } from '../../functions/src/event/settings.ts';
import type { WebApi } from '../web-api.ts';

/** The settings document of the organisation; undefined where there is none. */
export async function storedSettings(
  api: WebApi,
): Promise<Settings | { readonly problems: readonly string[] } | undefined> {
  const [row] = await api.query("assent_configurations?$select=assent_document&$filter=assent_name eq 'settings'");
  return row ? readSettingsText(String(row.assent_document ?? '')) : undefined;
}
