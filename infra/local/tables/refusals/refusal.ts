/** A refusal of the table service: REST reference, "Table Storage error codes" and "Common REST API error codes". */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

export const requestBodyTooLarge: Refusal = {
  status: 413,
  code: 'RequestBodyTooLarge',
  message: 'The request body is too large and exceeds the maximum permissible limit.',
};

export const serverBusy: Refusal = { status: 503, code: 'ServerBusy', message: 'The server is busy.' };

export const outOfRange: Refusal = refusal('OutOfRangeInput', 'One of the request inputs is out of range.');
export const badSyntax: Refusal = refusal('InvalidInput', 'Bad Request - Error in query syntax.');

/** A 400. */
export function refusal(code: string, message: string): Refusal {
  return { status: 400, code, message };
}
