import { z } from 'zod';
import type { WebApi } from '../../web-api.ts';
import { addHandler, handlerOf, removeHandler } from '../form-handlers.ts';
import type { Difference, Part } from '../part.ts';

const tables = ['contact', 'account', 'lead'];
const formShape = z.object({ formid: z.string(), name: z.string(), formxml: z.string() });

/**
 * Our script on every active main form of contact, account and lead. They are not ours, so no solution brings it: a managed one would
 * carry a difference to a form that each customer has changed in another way. What is changed is published.
 */
export function formsPart(api: WebApi): Part {
  return {
    name: 'forms',
    differences: async () => (await Promise.all(tables.map((table) => withoutScript(api, table)))).flat(),
  };
}

/** Takes our scripts off all forms again: before an uninstall. */
export async function cleanForms(api: WebApi, say: (line: string) => void): Promise<void> {
  for (const table of tables) {
    for (const { formid, name, formxml } of await mainForms(api, table)) {
      const clean = removeHandler(formxml, handlerOf(table));
      if (clean === formxml) continue;
      await saveForm(api, table, formid, clean);
      say(`forms: the script is taken off the form "${name}" of ${table}`);
    }
  }
}

async function withoutScript(api: WebApi, table: string): Promise<readonly Difference[]> {
  const handler = handlerOf(table);
  // A form may only name a library that is there: older solutions bring none.
  const library = await api.query(`webresourceset?$select=name&$filter=name eq '${handler.library}'`);
  if (library.length === 0) return [];
  const forms = await mainForms(api, table);
  return forms.flatMap(({ formid, name, formxml }) => {
    const changed = addHandler(formxml, formid, handler);
    if (changed === formxml) return [];
    return [
      {
        says: `the script is put on the form "${name}" of ${table}`,
        apply: () => saveForm(api, table, formid, changed),
      },
    ];
  });
}

/** Type 2 is a main form. An organisation without Sales has no form of lead. */
async function mainForms(api: WebApi, table: string): Promise<readonly z.infer<typeof formShape>[]> {
  return z
    .array(formShape)
    .parse(
      await api.query(
        `systemforms?$select=formid,name,formxml&$filter=objecttypecode eq '${table}' and type eq 2 and formactivationstate eq 1`,
      ),
    );
}

async function saveForm(api: WebApi, table: string, formId: string, formxml: string): Promise<void> {
  await api.patch(`systemforms(${formId})`, { formxml });
  await api.post('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
}
