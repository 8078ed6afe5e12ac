import { html } from 'hono/html';
import type { Contact } from '../contacts/contact.ts';
import type { Html } from './layout.ts';

/** On or off, in words and in colour. */
export function onOff(isOn: boolean): Html {
  return isOn ? html`<span class="pill on">on</span>` : html`<span class="pill off">off</span>`;
}

export const channelNames = { EMAIL: 'e-mail', SMS: 'SMS' } as const;

const reasons = {
  globalOptOut: 'opted out of everything',
  complaint: 'complained of spam',
  optedOutByMarketer: 'opted out in Mail+',
  inactivated: 'inactivated over the API',
} as const;

/** Whether the contact can be mailed at all, and if not, why. */
export function statePill({ state, stateReason, bounced }: Contact): Html {
  if (state !== 'active')
    return html`<span class="pill bad">${state}${stateReason ? `: ${reasons[stateReason]}` : ''}</span>`;
  if (bounced)
    return html`<span class="pill bad">${bounced === 'HARDBOUNCE' ? 'hard bounce' : 'four soft bounces'}</span>`;
  return html`<span class="pill on">active</span>`;
}

export function when(ms: number): Html {
  const text = new Date(ms).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
