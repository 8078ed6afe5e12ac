import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { child, childrenNamed, readXml } from '../import/xml.ts';
import { inTransaction } from '../messages/transaction.ts';
import { textOf } from '../store/row.ts';
import type { Api } from '../web-api/api-request.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { noContent } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

const bodySchema = z.object({ ParameterXml: z.string() });

/** Action PublishXml: of what can be changed here only forms wait for it; those of the tables that `ParameterXml` names. */
export const publishXml: Operation = {
  name: 'PublishXml',
  run: async (api, request) => {
    const parsed = bodySchema.safeParse(readJsonObject(request.body));
    if (!parsed.success) throw badRequest('Required field ParameterXml is missing or no text.');
    const tables = childrenNamed(child(readParameters(parsed.data.ParameterXml), 'entities'), 'entity');
    const names = new Set(tables.map(({ text }) => text.trim()));
    await publishForms(api, (table) => names.has(table));
    return noContent();
  },
};

/** Action PublishAllXml. */
export const publishAllXml: Operation = {
  name: 'PublishAllXml',
  run: async (api) => {
    await publishForms(api, () => true);
    return noContent();
  },
};

function readParameters(text: string) {
  try {
    return readXml(text);
  } catch {
    throw badRequest('ParameterXml is not well-formed.');
  }
}

async function publishForms({ org, call }: Api, isMeant: (table: string) => boolean): Promise<void> {
  await inTransaction(org, call, (tx) => {
    for (const form of org.store.rows('systemform').all()) {
      const { unpublishedformxml, ...values } = form.values;
      if (!unpublishedformxml || !isMeant(textOf(form, 'objecttypecode'))) continue;
      tx.put('systemform', { ...form, values: { ...values, formxml: unpublishedformxml } });
    }
  });
}
