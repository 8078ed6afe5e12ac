import { askWith } from './dialog.ts';
import { element } from './element.ts';
import type { Done } from './record-commands.ts';
import { toRecord } from './route.ts';
import { type Row, rowsOf, textOf } from './row.ts';
import type { WebApi } from './web-api.ts';

const qualified = 3;

/**
 * Asks what to make of a lead and calls QualifyLead (learn.microsoft.com, Web API reference, action QualifyLead). The answer's
 * rows are the records that were created.
 */
export async function askQualify(api: WebApi, leadId: string): Promise<Done | undefined> {
  const contact = tickBox('Create a contact');
  const account = tickBox('Create an account');
  const options = await askWith({
    title: 'Qualify this lead?',
    content: [element('p', {}, 'The lead is closed as Qualified.'), contact.node, account.node],
    confirmLabel: 'Qualify',
    read: () => ({ CreateContact: contact.ticked(), CreateAccount: account.ticked(), CreateOpportunity: false }),
  });
  if (!options) return undefined;
  const answer = await api.call(`leads(${leadId})/Microsoft.Dynamics.CRM.QualifyLead`, {
    ...options,
    Status: qualified,
  });
  return { text: 'The lead is qualified.', links: rowsOf(answer.value).flatMap(toLink) };
}

function toLink(row: Row): readonly HTMLAnchorElement[] {
  const table = textOf(row, '@odata.type').split('.').at(-1) ?? '';
  const id = textOf(row, `${table}id`);
  return id ? [element('a', { href: toRecord(table, id) }, `Open the ${table}`)] : [];
}

function tickBox(label: string): { readonly node: HTMLElement; readonly ticked: () => boolean } {
  const input = element('input', { type: 'checkbox', checked: true });
  return { node: element('label', { class: 'tick' }, input, label), ticked: () => input.checked };
}
