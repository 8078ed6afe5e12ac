import { WebApiError } from '../web-api.ts';

/** An error as the client API gives it to scripts: Dataverse's code as a number, and the sentence. */
export function saveErrorOf(error: unknown): { readonly errorCode: number; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof WebApiError)) return { errorCode: 0, message };
  const code = Number(error.code);
  return { errorCode: Number.isNaN(code) ? 0 : code, message };
}
