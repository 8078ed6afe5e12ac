import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { type SetStateOrder, setState } from '../messages/set-state.ts';
import { inTransaction } from '../messages/transaction.ts';
import { readJsonObject } from '../web-api/read-values.ts';
import { noContent } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';

const bodySchema = z.object({ State: z.int(), Status: z.int().default(-1) });

/** Bound action SetState: offered for old callers' sake; the real Web API has it no more, but the SDK's message lives on. */
export function setStateOperation(message: SetStateOrder['message']): BoundOperation {
  return async (api, request, table, id) => {
    const parsed = bodySchema.safeParse(readJsonObject(request.body));
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
    const { State: state, Status: status } = parsed.data;
    const order = { message, state, status: status === -1 ? undefined : status };
    await inTransaction(api.org, api.call, (tx) => setState(tx, table, id, order));
    return noContent();
  };
}
