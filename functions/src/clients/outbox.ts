import { createHmac } from 'node:crypto';
import type { Http } from './http.ts';
import type { Table } from './tables.ts';

const partitionKey = 'outbox';
/** Of an alarm system that does not answer for a week nobody expects what was then. */
const keepMs = 7 * 24 * 3_600_000;

/**
 * Tells events to the customer's own alarm system: a POST of JSON, signed as "Standard Webhooks" 1.0 has it (headers `webhook-id`,
 * `webhook-timestamp`, `webhook-signature`: `v1,` and the base64 of HMAC-SHA-256 over id, timestamp and body with points between). Kept
 * in the table `control` until a 2xx came. Without a receiver nothing is kept.
 */
export function openOutbox(doors: {
  readonly control: Pick<Table, 'range' | 'transact'>;
  readonly http: Http;
  readonly receiver: { readonly url: string; readonly secret: string } | undefined;
  readonly organizationId: string;
  readonly now: () => number;
}) {
  const { control, http, receiver, now } = doors;

  async function send(id: string, body: string): Promise<boolean> {
    if (!receiver) return false;
    const timestamp = String(Math.floor(now() / 1000));
    const signature = createHmac('sha256', receiver.secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    const request = {
      name: 'POST alarm',
      method: 'POST',
      url: receiver.url,
      headers,
      body,
      timeoutMs: 10_000,
    } as const;
    const answer = await http(request).catch(() => undefined);
    return answer !== undefined && answer.status >= 200 && answer.status < 300;
  }

  return {
    add: async (id: string, event: object): Promise<void> => {
      if (!receiver) return;
      const at = new Date(now()).toISOString();
      const body = JSON.stringify({ ...event, at, organizationId: doors.organizationId });
      // By time, so that an end never overtakes its beginning.
      const rowKey = `${at}~${id}`.toLowerCase().replaceAll(/[^a-z0-9~._-]/g, '.');
      await control.transact([{ kind: 'upsert', row: { partitionKey, rowKey, id: rowIdOf(id), body, at } }]);
    },
    flush: async (): Promise<void> => {
      for (const { rowKey, id, body, at } of await control.range(partitionKey, '0', '~')) {
        const isOld = now() - Date.parse(String(at)) > keepMs;
        // The order counts: what comes later waits for what could not be told.
        if (!isOld && !(await send(String(id), String(body)))) return;
        await control.transact([{ kind: 'delete', partitionKey, rowKey }]);
      }
    },
  };
}

/** An id may be told twice, and its receiver knows it by this. */
function rowIdOf(id: string): string {
  return `evt_${createHmac('sha256', 'event').update(id).digest('hex').slice(0, 32)}`;
}
