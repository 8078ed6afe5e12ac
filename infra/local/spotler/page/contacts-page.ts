import { html } from 'hono/html';
import type { Property } from '../account/read-account.ts';
import { channelsOf } from '../contacts/channels.ts';
import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';
import type { Html } from './layout.ts';
import { linkTo, nameOf } from './links.ts';
import { channelNames, onOff, statePill, when } from './pills.ts';

const pageSize = 50;

/** The contacts whose last change is the latest, with their permissions; or those with this address or external id. */
export function contactsPage(sandbox: Sandbox, { search, skip }: { search: string; skip: number }): Html {
  const properties = visibleProperties(sandbox);
  const entries = properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  const contacts = search === '' ? sandbox.contacts.latest(skip, pageSize) : found(sandbox, search);
  const total = sandbox.contacts.size();
  return html`<h1>Contacts</h1>
    <form class="bar" method="get" action="/" role="search">
      <label for="search">E-mail address or external id</label>
      <input id="search" name="search" type="search" value="${search}" />
      <button>Find</button>
      ${search === '' ? '' : html`<a class="button" href="/">Show all</a>`}
    </form>
    <div class="card"><table>
      <caption>${search === '' ? `${total} contacts, the latest changes first` : `${contacts.length} found`}</caption>
      <thead><tr><th scope="col">E-mail address</th><th scope="col">Name</th>
        ${entries.map(({ description }) => html`<th scope="col">${description}</th>`)}
        <th scope="col">State</th><th scope="col">Open channels</th><th scope="col">Last change</th></tr></thead>
      <tbody>${contacts.map((contact) => row(sandbox, contact, properties, entries))}</tbody>
    </table>${contacts.length === 0 ? html`<p class="quiet">No contacts.</p>` : ''}</div>
    ${search === '' ? pager(skip, total) : ''}`;
}

function row(sandbox: Sandbox, contact: Contact, properties: readonly Property[], entries: Property['entries']): Html {
  const bits = contact.bits[permissionsProperty] ?? {};
  const open = channelsOf(contact, properties).flatMap(({ name, value }) => (value ? channelNames[name] : []));
  return html`<tr>
    <th scope="row"><a href="${linkTo(contact, mainField(sandbox))}">${contact.values.email ?? '(no address)'}</a><br /><code class="quiet">${contact.externalId ?? 'no external id'}</code></th>
    <td class="name">${nameOf(contact)}</td>
    ${entries.map(({ bit }) => html`<td data-watch="${contact.number} ${bit}">${onOff(bits[bit] ?? false)}</td>`)}
    <td data-watch="${contact.number} state">${statePill(contact)}</td>
    <td>${open.join(', ') || 'none'}</td>
    <td class="quiet">${when(contact.lastChangedMs)}</td>
  </tr>`;
}

function found(sandbox: Sandbox, search: string): readonly Contact[] {
  const byId = sandbox.account.consumers.flatMap(
    ({ externalIdField }) => sandbox.contacts.byExternalId(externalIdField, search) ?? [],
  );
  return [...new Set([...byId, ...sandbox.contacts.byEmail(search)])];
}

function pager(skip: number, total: number): Html {
  const earlier = skip > 0 ? html`<a class="button" href="/?skip=${Math.max(0, skip - pageSize)}">Newer</a>` : '';
  const later = skip + pageSize < total ? html`<a class="button" href="/?skip=${skip + pageSize}">Older</a>` : '';
  return html`<nav class="bar" aria-label="Further contacts">${earlier}${later}</nav>`;
}

/** The field of the account's first key: ids in it make the readable links. */
export function mainField({ account }: Sandbox): string {
  return account.consumers[0]?.externalIdField ?? 'externalId';
}
