import type { Call } from '../messages/call.ts';
import type { ExpandMemory } from '../odata/expand-memory.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Imports } from '../server/imports.ts';
import type { Tracking } from '../tracking/tracking.ts';

/** One call of the Web API, whether it came by itself or in a batch. */
export type ApiRequest = {
  readonly method: string;
  /** Behind `/api/data/v9.x/`, decoded. */
  readonly path: string;
  /** Query options, decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** As it came, for links. */
  readonly rawQuery: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
};

export type ApiResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What every operation of the Web API works with. */
export type Api = {
  readonly org: Organisation;
  readonly call: Call;
  /** `http://host/api/data/v9.2` */
  readonly base: string;
  readonly expandMemory: ExpandMemory;
  readonly tracking: Tracking;
  readonly imports: Imports;
};
