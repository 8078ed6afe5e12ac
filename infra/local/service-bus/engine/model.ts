import type { Clock } from '../../ground/clock.ts';
import type { MessageContent } from '../codec/message-content.ts';
import type { BrokerError } from './broker-error.ts';
import type { CreditMeter } from './credit-meter.ts';
import type { Heap } from './heap.ts';
import type { Store } from './store.ts';

/** The words of the engine. It knows nothing of connections and links; `Consumer` is what it sees of a receiver. */

/** Settings of a queue, as in an ARM template (Microsoft.ServiceBus/namespaces/queues), durations in milliseconds. */
export type QueueSettings = {
  readonly name: string;
  readonly requiresSession: boolean;
  readonly lockDurationMs: number;
  readonly maxDeliveryCount: number;
  /** Infinity: messages do not expire by themselves. */
  readonly defaultTimeToLiveMs: number;
  readonly deadLetteringOnMessageExpiration: boolean;
  readonly requiresDuplicateDetection: boolean;
  readonly duplicateDetectionWindowMs: number;
};

export type Lock = {
  /** 16 random bytes, RFC 4122 order; `key` is the same as text. */
  readonly token: Buffer;
  readonly key: string;
  /** Milliseconds since 1970. A message of a session is locked as long as its session. */
  until: number;
};

export type StoredMessage = {
  /** Moves with the message when it is dead-lettered. */
  queue: Queue;
  sequenceNumber: number;
  readonly enqueuedSequenceNumber: number;
  content: MessageContent;
  enqueuedAt: number;
  expiresAt: number;
  deliveryCount: number;
  state: 'active' | 'deferred' | 'scheduled';
  readonly scheduledFor: number | undefined;
  lock: Lock | undefined;
};

export type Session = {
  readonly id: string;
  readonly ready: Heap<StoredMessage>;
  /** Messages handed to the owner and not settled. */
  readonly locked: Set<StoredMessage>;
  state: Buffer | undefined;
  owner: Consumer | undefined;
  lockedUntil: number;
};

/** One receiver, seen from the engine. */
export type Consumer = {
  readonly linkName: string;
  /** Receive-and-delete: a message is gone once it has been handed over. */
  readonly deletesOnReceipt: boolean;
  /** How many messages may be handed over now. */
  readonly credit: () => number;
  readonly deliver: (message: StoredMessage) => void;
  /** The broker ends the link. */
  readonly detach: (error: BrokerError) => void;
  session: Session | undefined;
};

/** A receiver that asked for the next free session and is held back until there is one. */
export type Waiter = {
  readonly consumer: Consumer;
  readonly grant: (session: Session) => void;
};

export type Queue = {
  readonly path: string;
  readonly settings: QueueSettings;
  readonly bus: BusParts;
  /** undefined: this queue is itself a dead-letter queue. */
  readonly deadLetters: Queue | undefined;
  /** Shared with the dead-letter queue: a message keeps its number when it moves there. */
  readonly sequence: { last: number };
  readonly messages: Map<number, StoredMessage>;
  /** Queues without sessions only. */
  readonly ready: Heap<StoredMessage>;
  readonly sessions: Map<string, Session>;
  /** Sessions with messages and without an owner, the longest waiting first. */
  readonly freeSessions: Set<Session>;
  readonly scheduled: Set<StoredMessage>;
  readonly deferred: Set<StoredMessage>;
  /** By lock key. Without sessions in the order in which they run out, as all locks of a queue last equally long. */
  readonly locks: Map<string, StoredMessage>;
  readonly consumers: Set<Consumer>;
  readonly waiters: Set<Waiter>;
  /** Duplicate detection: message ids with the time they were seen first. */
  readonly seen: Map<string, number>;
  /** No message expires before this time. */
  earliestExpiry: number;
  dispatching: boolean;
};

/** What all queues of a bus share. */
export type BusParts = {
  readonly clock: Clock;
  readonly store: Store;
  readonly credits: CreditMeter;
  /** Grows whenever work starts, so that "idle" can be told from "between two steps". */
  readonly activity: { count: number };
  /** Orders of the control surface that are still open. */
  readonly orders: {
    /** So many of the next messages of a queue ('' = of any queue) go to the dead letters. */
    readonly deadLetter: Map<string, number>;
    /** So many of the next sends and receives are refused with server-busy. */
    serverBusy: number;
  };
};
