import { html } from 'hono/html';
import { channelsOf } from '../contacts/channels.ts';
import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import { encryptedId } from '../contacts/encrypted-id.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';
import { mainField } from './contacts-page.ts';
import type { Html } from './layout.ts';
import { linkTo, nameOf } from './links.ts';
import { channelNames, onOff, statePill, when } from './pills.ts';

/** One contact: permissions first, because they are what people come to see; then channels, properties and what changed it. */
export function contactPage(sandbox: Sandbox, contact: Contact): Html {
  const act = linkTo(contact, mainField(sandbox));
  return html`<h1>${contact.values.email || nameOf(contact) || contact.externalId}</h1>
    <p><span data-watch="state">${statePill(contact)}</span> <span class="quiet">Last change ${when(contact.lastChangedMs)}</span></p>
    <div class="columns">
      ${permissions(sandbox, contact, act)}${channels(sandbox, contact, act)}${properties(sandbox, contact)}
    </div>
    ${history(contact)}`;
}

function permissions({ fields }: Sandbox, contact: Contact, act: string): Html {
  const entries = fields.visible().find(({ name }) => name === permissionsProperty)?.entries ?? [];
  const bits = contact.bits[permissionsProperty] ?? {};
  return html`<section class="card" aria-labelledby="permissions"><h2 id="permissions">Permissions</h2>
    <ul class="permissions">${entries.map(
      ({ bit, description }) => html`<li>
        <b>${description} <span class="quiet">bit ${bit}</span></b>
        <span data-watch="bit ${bit}">${onOff(bits[bit] ?? false)}</span>
        ${bits[bit] ? button(act, { name: 'unsubscribe', label: 'Unsubscribe', about: description, bit }) : button(act, { name: 'subscribe', label: 'Subscribe', about: description, bit })}
      </li>`,
    )}</ul></section>`;
}

function channels(sandbox: Sandbox, contact: Contact, act: string): Html {
  const states = channelsOf(contact, visibleProperties(sandbox)).map(
    ({ name, value }) => html`<dt>${channelNames[name]}</dt><dd data-watch="${name}">${value ? 'open' : 'closed'}</dd>`,
  );
  return html`<section class="card" aria-labelledby="channels"><h2 id="channels">Channels</h2>
    <dl>${states}<dt>Soft bounces in a row</dt><dd>${contact.softBounces}</dd></dl>
    <h2 style="margin-top:1rem">What the recipient does</h2>
    <div class="bar">
      ${button(act, { name: 'opt-out', label: 'Opt out of everything' })}${button(act, { name: 'complaint', label: 'Complain of spam' })}
      ${button(act, { name: 'hard-bounce', label: 'Mail bounces (hard)' })}${button(act, { name: 'soft-bounce', label: 'Mail bounces (soft)' })}
    </div></section>`;
}

function properties(sandbox: Sandbox, contact: Contact): Html {
  const rows = visibleProperties(sandbox)
    .filter(({ type, name }) => type !== 'set' && contact.values[name] !== undefined)
    .map(({ name, description }) => html`<dt>${description}</dt><dd data-watch="${name}">${contact.values[name]}</dd>`);
  return html`<section class="card" aria-labelledby="properties"><h2 id="properties">Properties</h2><dl>
    ${rows}
    <dt>External id</dt><dd><code>${contact.externalId ?? '(none)'}</code>${contact.externalIdField === mainField(sandbox) ? '' : ` in ${contact.externalIdField}`}</dd>
    <dt>Encrypted id</dt><dd><code>${encryptedId(contact.number)}</code></dd>
    <dt>Created</dt><dd>${when(contact.createdMs)}</dd></dl></section>`;
}

function history(contact: Contact): Html {
  const entries = contact.history.toReversed().map(
    ({ atMs, by, what, changes }) => html`<li><span class="quiet">${when(atMs)} · ${by}</span><br />
      ${what}${changes.length > 0 ? html`: <b>${changes.join(', ')}</b>` : ''}</li>`,
  );
  return html`<section class="card" aria-labelledby="history"><h2 id="history">What changed it</h2>
    <ol class="history">${entries}</ol></section>`;
}

/** `about` names the permission to those who do not see the row the button stands in. */
function button(
  act: string,
  { name, label, about, bit }: { name: string; label: string; about?: string; bit?: number },
): Html {
  const hidden = bit === undefined ? '' : html`<input type="hidden" name="bit" value="${bit}" />`;
  const accessibleName = about === undefined ? label : `${label}: ${about}`;
  return html`<form method="post" action="${act}/${name}">${hidden}
    <button id="${name}${bit ?? ''}" aria-label="${accessibleName}">${label}</button></form>`;
}
