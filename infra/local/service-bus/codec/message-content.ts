/** What the broker knows of a message's bytes: the few fields it acts on, and the sections it passes on untouched. */
export type MessageContent = {
  readonly durable: boolean;
  readonly priority: number | undefined;
  /** `ttl` of the header; undefined: the queue's own time to live. */
  readonly timeToLiveMs: number | undefined;
  /** Message annotations that are the sender's (the broker's own are written anew at each delivery), values encoded. */
  readonly annotations: ReadonlyMap<string, Buffer>;
  /** The sections `properties`, `application-properties` and everything after them, as they came. */
  readonly properties: Buffer | undefined;
  readonly applicationProperties: Buffer | undefined;
  readonly body: Buffer | undefined;
  readonly messageId: string | undefined;
  readonly sessionId: string | undefined;
  /** Milliseconds since 1970 at which a scheduled message becomes active (annotation `x-opt-scheduled-enqueue-time`). */
  readonly scheduledFor: number | undefined;
  /** Bytes as sent, with all properties; the number that the size limit is about. */
  readonly sizeBytes: number;
};
