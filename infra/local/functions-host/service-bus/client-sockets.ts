import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

const closing = new AsyncLocalStorage<(() => void) | undefined>();

/**
 * Switches Nagle's algorithm off on every client socket of this process, those of the app's own senders among them. The Service Bus
 * SDK leaves it on; on a loopback a write that draws no answer then waits 40 ms for a delayed acknowledgement. Over a real network
 * the round trip hides this, so the app itself does nothing about it.
 */
export function watchClientSockets(): void {
  subscribe('net.client.socket', (message) => {
    if (typeof message !== 'object' || message === null || !('socket' in message)) return;
    if (!(message.socket instanceof Socket)) return;
    message.socket.setNoDelay(true);
    const onClosed = closing.getStore();
    if (onClosed) message.socket.once('close', onClosed);
  });
}

/** Runs `action`; when a socket that it opens, now or later, is closed, `onClosed` is called. */
export function withSocketsWatched<T>(onClosed: () => void, action: () => T): T {
  return closing.run(onClosed, action);
}

/** Runs the app's code, which may begin in an event of a watched socket: its own sockets are none of ours. */
export function withSocketsUnwatched<T>(action: () => T): T {
  return closing.run(undefined, action);
}
