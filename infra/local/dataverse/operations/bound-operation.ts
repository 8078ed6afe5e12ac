import type { Table } from '../schema/table.ts';
import type { Api, ApiRequest, ApiResponse } from '../web-api/api-request.ts';

/** An operation bound to a row (or, with an empty id, to a set). */
export type BoundOperation = (api: Api, request: ApiRequest, table: Table, id: string) => Promise<ApiResponse>;
