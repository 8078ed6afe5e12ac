import type { Sender } from 'rhea';
import { BrokerError } from '../engine/broker-error.ts';
import type { Queue } from '../engine/model.ts';
import { serverBusy } from '../engine/refusals.ts';
import { removeConsumer } from '../engine/release-session.ts';
import { type Client, refuseLink, whenLinkGone } from './client-connection.ts';
import { createConsumer } from './create-consumer.ts';
import { serveSessionReceiver, sessionFilter } from './serve-session-receiver.ts';

/** A client receives from a queue: with a session filter one session, without all messages. Each queue allows only one of the two. */
export function serveReceiver(client: Client, sender: Sender, queue: Queue): void {
  const wantsSession = sessionFilter in (sender.source.filter ?? {});
  const refusal = wantsSession === queue.settings.requiresSession ? takeBusyOrder(queue) : wrongKind(queue);
  if (refusal) {
    refuseLink(sender, refusal);
    return;
  }
  const consumer = createConsumer(sender, queue);
  whenLinkGone(client, sender, () => removeConsumer(queue, consumer));
  if (wantsSession) serveSessionReceiver(client, sender, { queue, consumer });
  else queue.consumers.add(consumer);
}

/** The fault `serverBusy`: this receive is refused. */
function takeBusyOrder({ bus }: Queue): BrokerError | undefined {
  if (bus.orders.serverBusy === 0) return undefined;
  bus.orders.serverBusy -= 1;
  return serverBusy();
}

function wrongKind({ path, settings }: Queue): BrokerError {
  return new BrokerError(
    'amqp:not-allowed',
    settings.requiresSession
      ? `It is not possible for an entity that requires sessions to create a non-sessionful message receiver ('${path}').`
      : `A sessionful message receiver cannot be created on an entity that does not require sessions ('${path}').`,
  );
}
