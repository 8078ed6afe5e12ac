import { z } from 'zod';
import type { WebApi } from '../../web-api.ts';
import { addHandler, handlerOf, removeHandler } from '../form-handlers.ts';
import { addTab, removeTab } from '../form-tab.ts';
import type { Difference, Part } from '../part.ts';

const tables = ['contact', 'account', 'lead'] as const;
type RecordTable = (typeof tables)[number];
const formShape = z.object({ formid: z.string(), name: z.string(), formxml: z.string() });

/**
 * Our script and the tab *Marketing* on every active main form of contact, account and lead. They are not ours, so no solution brings it: a managed one would
 * carry a difference to a form that each customer has changed in another way. What is changed is published.
 */
export function formsPart(api: WebApi): Part {
  return {
    name: 'forms',
    differences: async () => (await Promise.all(tables.map((table) => toChange(api, table)))).flat(),
  };
}

/** Takes both off all forms again: before an uninstall. */
export async function cleanForms(api: WebApi, say: (line: string) => void): Promise<void> {
  for (const table of tables) {
    for (const { formid, name, formxml } of await mainForms(api, table)) {
      const clean = removeTab(removeHandler(formxml, handlerOf(table)));
      if (clean === formxml) continue;
      await saveForm(api, table, formid, clean);
      say(`forms: script and tab are taken off the form "${name}" of ${table}`);
    }
  }
}

async function toChange(api: WebApi, table: RecordTable): Promise<readonly Difference[]> {
  const handler = handlerOf(table);
  // A form may only name a library that is there: older solutions bring none.
  const library = await api.query(`webresourceset?$select=name&$filter=name eq '${handler.library}'`);
  if (library.length === 0) return [];
  const forms = await mainForms(api, table);
  return forms.flatMap(({ formid, name, formxml }) => {
    const withTab = addTab(formxml, table);
    const changed = addHandler(withTab, formid, handler);
    if (changed === formxml) return [];
    const what = [...(withTab === formxml ? [] : ['the tab']), ...(changed === withTab ? [] : ['the script'])];
    return [
      {
        says: `${what.join(' and ')} ${what.length > 1 ? 'are' : 'is'} put on the form "${name}" of ${table}`,
        apply: () => saveForm(api, table, formid, changed),
      },
    ];
  });
}

/** Type 2 is a main form. An organisation without Sales has no form of lead. */
async function mainForms(api: WebApi, table: RecordTable): Promise<readonly z.infer<typeof formShape>[]> {
  return z
    .array(formShape)
    .parse(
      await api.query(
        `systemforms?$select=formid,name,formxml&$filter=objecttypecode eq '${table}' and type eq 2 and formactivationstate eq 1`,
      ),
    );
}

async function saveForm(api: WebApi, table: RecordTable, formId: string, formxml: string): Promise<void> {
  await api.patch(`systemforms(${formId})`, { formxml });
  await api.post('PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
}
