/** How unkind the asynchronous queue is. */
export type AsyncSettings = {
  /** Nothing is sent; what comes is held back. */
  readonly paused: boolean;
  readonly shuffle: boolean;
  readonly delayMs: readonly [number, number];
  /** Share of jobs that are sent twice. */
  readonly repeatShare: number;
  /** Share of jobs that are lost without a trace. */
  readonly dropShare: number;
};

/** Unkind, but quick: an idle house measures its latency through this queue. */
export const defaultAsyncSettings: AsyncSettings = {
  paused: false,
  shuffle: true,
  delayMs: [0, 20],
  repeatShare: 0.02,
  dropShare: 0,
};
