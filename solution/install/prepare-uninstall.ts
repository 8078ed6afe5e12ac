import { guid } from '../format/guid.ts';
import type { WebApi } from '../web-api.ts';
import { cleanForms } from './parts/forms.ts';

/**
 * Takes away what the installer put beside the solutions: scripts on forms that are not ours, and the step of the Custom API. Dataverse
 * deletes no solution that something outside it rests on. Rows are left alone; deleting the solutions is a person's to do.
 */
export async function prepareUninstall(api: WebApi, say: (line: string) => void): Promise<void> {
  await cleanForms(api, say);
  const step = `sdkmessageprocessingsteps(${guid('step assent_SyncRecord')})`;
  if (!(await api.read(`${step}?$select=name`))) return;
  await api.remove(step);
  say('steps: assent_SyncRecord is not registered any more');
}
