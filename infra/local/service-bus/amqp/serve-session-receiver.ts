import rhea, { type Sender } from 'rhea';
import { toTicks } from '../codec/dotnet.ts';
import { acceptNextSession, acceptSession, waitForSession } from '../engine/accept-session.ts';
import { BrokerError, toBrokerError } from '../engine/broker-error.ts';
import type { Consumer, Queue, Session } from '../engine/model.ts';
import { type Client, refuseLink, whenLinkGone } from './client-connection.ts';
import { holdAttachBack } from './rhea-internals.ts';

/** Filter of a source (AMQP protocol guide): the value names a session, null asks for the next free one. */
export const sessionFilter = 'com.microsoft:session-filter';

const defaultWaitMs = 60_000; // how long "next" is held back when the client does not say

type Wanted = { readonly queue: Queue; readonly consumer: Consumer };

/**
 * Attaches a session receiver. The answer names the session that was granted and when its lock ends. For "the next session" the
 * answer is held back until there is one, or until the time is over that the client sent as `com.microsoft:timeout`.
 */
export function serveSessionReceiver(client: Client, sender: Sender, wanted: Wanted): void {
  const name: unknown = sender.source.filter?.[sessionFilter];
  if (name === null || name === undefined) grantNext(client, sender, wanted);
  else grantNamed(sender, wanted, String(name));
}

function grantNamed(sender: Sender, { queue, consumer }: Wanted, name: string): void {
  try {
    announce(sender, acceptSession(queue, name, consumer));
  } catch (error) {
    refuseLink(sender, toBrokerError(error));
  }
}

function grantNext(client: Client, sender: Sender, { queue, consumer }: Wanted): void {
  const session = acceptNextSession(queue, consumer);
  if (session) announce(sender, session);
  else holdBack(client, sender, { queue, consumer });
}

function holdBack(client: Client, sender: Sender, { queue, consumer }: Wanted): void {
  holdAttachBack(sender);
  const stopWaiting = waitForSession(queue, consumer, (granted) => {
    clearTimeout(timer);
    announce(sender, granted);
    sender.open();
  });
  const timer = setTimeout(() => {
    stopWaiting();
    sender.open();
    refuseLink(sender, nothingCame());
  }, waitMs(sender));
  // A client that gives up, or whose connection dies, must not be granted a session it will never hear of.
  whenLinkGone(client, sender, () => {
    clearTimeout(timer);
    if (!stopWaiting()) return;
    sender.open();
    sender.close();
  });
}

function announce(sender: Sender, session: Session): void {
  sender.set_source({ address: sender.source.address, filter: { [sessionFilter]: session.id } });
  sender.local.attach.properties = {
    'com.microsoft:locked-until-utc': rhea.types.wrap_long(toTicks(session.lockedUntil)),
  };
}

function waitMs(sender: Sender): number {
  const asked = Number(sender.properties?.['com.microsoft:timeout']);
  return asked > 0 ? asked : defaultWaitMs;
}

function nothingCame(): BrokerError {
  return new BrokerError('com.microsoft:timeout', 'No session with messages became free within the allotted time.');
}
