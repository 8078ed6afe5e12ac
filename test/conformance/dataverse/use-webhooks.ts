import { type Dataverse, newId, openDataverse, until } from './open-dataverse.ts';
import { endpointId, sampleSolution } from './sample-solution.ts';
import { openWebhookHost, type Received, type WebhookHost } from './webhook-host.ts';

/**
 * Registers the hooks of the test file that calls it: one stand-in with the sample solution, whose steps post to a webhook of ours. Each
 * test finds both as new, and no job comes twice unless it says so.
 */
export function useWebhooks() {
  let dataverse: Dataverse;
  let host: WebhookHost;
  beforeAll(async () => {
    host = await openWebhookHost();
    dataverse = await openDataverse();
    await dataverse.importZip(sampleSolution(), true);
    await dataverse.call('PATCH', `serviceendpoints(${endpointId})`, { url: host.url, authvalue: 'k&y' });
    await dataverse.control('mark', {});
  });
  beforeEach(async () => {
    await dataverse.control('reset', {});
    await dataverse.control('async', { repeatShare: 0 });
    host.clear();
  });
  afterAll(async () => {
    await dataverse.stop();
    await host.stop();
  });
  /** Waits until no job is left. */
  const quiet = () =>
    until(async () => {
      const { webhooks } = (await dataverse.control('state')).json;
      return webhooks.waiting + webhooks.underWay === 0;
    });
  return {
    dataverse: () => dataverse,
    host: () => host,
    quiet,
    /** What has come once that is `count` and no job is left, by the name of the message. */
    received: async (count: number): Promise<Received[]> => {
      await until(() => host.received.length >= count);
      await quiet();
      return [...host.received].sort((a, b) => (a.body.MessageName < b.body.MessageName ? -1 : 1));
    },
    /** Answers the new contact's id. */
    createContact: async (values: object = {}): Promise<string> => {
      const id = newId();
      await dataverse.call('POST', 'contacts', {
        contactid: id,
        firstname: 'Ada',
        lastname: 'Vos',
        emailaddress1: 'ada@example.org',
        ...values,
      });
      return id;
    },
  };
}
