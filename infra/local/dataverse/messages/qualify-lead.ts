import { badRequest, rowNotFound } from '../errors.ts';
import type { Reference, Row, Values } from '../store/row.ts';
import { createRow } from './create-row.ts';
import type { Transaction } from './transaction.ts';
import { updateRow } from './update-row.ts';

export type QualifyOrder = {
  readonly createAccount: boolean;
  readonly createContact: boolean;
  readonly status: number;
};

/**
 * Message QualifyLead: makes an account and a contact of a lead and sets it to Qualified; each is an event of its own (a guess
 * that public descriptions share). There is no opportunity table here.
 */
export function qualifyLead(tx: Transaction, id: string, order: QualifyOrder): readonly Reference[] {
  const table = tx.org.schema.table('lead');
  const lead = tx.get('lead', id);
  if (!table || !lead) throw rowNotFound('lead', id);
  if (lead.values.statecode !== 0) throw badRequest('The lead is already closed.', '0x80043b04');
  const account = order.createAccount && lead.values.companyname ? create(tx, 'account', accountOf(lead)) : undefined;
  const contact = order.createContact ? create(tx, 'contact', contactOf(lead, account)) : undefined;
  const parents = { ...(account && { parentaccountid: account }), ...(contact && { parentcontactid: contact }) };
  updateRow(tx, table, id, { ...parents, statecode: 1, statuscode: order.status }, 2);
  return [account, contact].filter((made) => made !== undefined);
}

function create(tx: Transaction, name: string, values: Values): Reference | undefined {
  const table = tx.org.schema.table(name);
  return table && { table: name, id: createRow(tx, table, values, { depth: 2 }) };
}

function accountOf(lead: Row): Values {
  return {
    ...copied(lead, accountColumns),
    ...(lead.values.companyname !== undefined && { name: lead.values.companyname }),
    originatingleadid: { table: 'lead', id: lead.id },
  };
}

function contactOf(lead: Row, account: Reference | undefined): Values {
  return {
    ...copied(lead, contactColumns),
    ...(account && { parentcustomerid: account }),
    originatingleadid: { table: 'lead', id: lead.id },
  };
}

function copied(lead: Row, columns: readonly string[]): Values {
  return Object.fromEntries(Object.entries(lead.values).filter(([column]) => columns.includes(column)));
}

/** Columns that the standard mapping carries over. */
const accountColumns: readonly string[] = [
  'emailaddress1',
  'telephone1',
  'fax',
  'websiteurl',
  'industrycode',
  'donotbulkemail',
  'donotemail',
  'donotphone',
  'address1_line1',
  'address1_line2',
  'address1_line3',
  'address1_postalcode',
  'address1_city',
  'address1_stateorprovince',
  'address1_country',
];

const contactColumns: readonly string[] = [
  ...accountColumns.filter((column) => column !== 'industrycode'),
  'firstname',
  'middlename',
  'lastname',
  'salutation',
  'jobtitle',
  'emailaddress2',
  'mobilephone',
];
