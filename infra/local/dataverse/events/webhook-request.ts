import type { Identity } from '../organisation/identity.ts';
import type { Schema } from '../schema/schema.ts';
import { numberOf, type Row, textOf } from '../store/row.ts';
import { type Delivery, remoteExecutionContext } from './remote-execution-context.ts';

export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Page "use webhooks": above 256 KB four members are taken out and a header says so. */
const maxBytes = 256 * 1024;

/** What is sent for one delivery: address, headers and body. */
export function webhookRequest(schema: Schema, identity: Identity, endpoint: Row, delivery: Delivery): WebhookRequest {
  const context = remoteExecutionContext(schema, identity, delivery);
  const whole = JSON.stringify(context);
  const tooLarge = Buffer.byteLength(whole) > maxBytes;
  const { url, headers } = withKey(endpoint);
  return {
    url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-dynamics-organization': new URL(identity.url()).host,
      'x-ms-dynamics-entity-name': delivery.event.table,
      'x-ms-dynamics-request-name': delivery.event.message,
      'x-ms-correlation-request-id': delivery.call.correlationId,
      ...(tooLarge && { 'x-ms-dynamics-msg-size-exceeded': 'true' }),
      ...headers,
    },
    body: tooLarge ? JSON.stringify(stripped(context)) : whole,
  };
}

function stripped(context: ReturnType<typeof remoteExecutionContext>) {
  const { ParentContext, InputParameters, PreEntityImages, PostEntityImages, ...rest } = context;
  return rest;
}

/** Registration page: WebhookKey (4) goes as `?code=`, HttpHeader (5) and HttpQueryString (6) hold settings as XML. */
function withKey(endpoint: Row): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  const address = textOf(endpoint, 'url');
  const value = textOf(endpoint, 'authvalue');
  switch (numberOf(endpoint, 'authtype')) {
    case 4:
      return { url: withQuery(address, [['code', value]]), headers: {} };
    case 5:
      return { url: address, headers: Object.fromEntries(settingsOf(value)) };
    case 6:
      return { url: withQuery(address, settingsOf(value)), headers: {} };
    default:
      return { url: address, headers: {} };
  }
}

function withQuery(address: string, pairs: readonly (readonly [string, string])[]): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

function settingsOf(xml: string): readonly (readonly [string, string])[] {
  const pairs = xml.matchAll(/<setting\s+name="([^"]*)"\s+value="([^"]*)"/g);
  return [...pairs].map(([, name = '', value = '']) => [name, value] as const);
}
