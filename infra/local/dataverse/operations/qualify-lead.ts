import { z } from 'zod';
import { badRequest, notHere } from '../errors.ts';
import { qualifyLead } from '../messages/qualify-lead.ts';
import { inTransaction } from '../messages/transaction.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';

const bodySchema = z.object({
  CreateAccount: z.boolean().default(false),
  CreateContact: z.boolean().default(false),
  CreateOpportunity: z.boolean().default(false),
  // Status reason Qualified.
  Status: z.int().default(3),
});

/** Bound action QualifyLead: answers the rows it made. */
export const qualifyLeadOperation: BoundOperation = async (api, request, table, id) => {
  if (table.name !== 'lead') throw badRequest(`QualifyLead is bound to lead, not ${table.name}.`);
  const parsed = bodySchema.safeParse(readJsonObject(request.body));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
  const order = parsed.data;
  if (order.CreateOpportunity) throw notHere('a table opportunity, so QualifyLead cannot create one');
  const made = await inTransaction(api.org, api.call, (tx) =>
    qualifyLead(tx, id, {
      createAccount: order.CreateAccount,
      createContact: order.CreateContact,
      status: order.Status === -1 ? 3 : order.Status,
    }),
  );
  const value = made.map((row) => ({
    '@odata.type': `#Microsoft.Dynamics.CRM.${row.table}`,
    [api.org.schema.table(row.table)?.key ?? `${row.table}id`]: row.id,
  }));
  return jsonResponse(200, { '@odata.context': `${api.base}/$metadata#Collection(mscrm.crmbaseentity)`, value });
};
