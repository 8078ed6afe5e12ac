import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';
import type { Segment } from '../web-api/read-path.ts';

/** A function or action of the Web API that is bound to nothing. */
export type Operation = {
  readonly name: string;
  readonly run: (api: Api, request: ApiRequest, segment: Segment) => Promise<ApiResponse> | ApiResponse;
};
