import type { Call } from './env.ts';

/** The error types of the specification (ErrorResponse.errorType) that this sandbox uses. */
export type ErrorType =
  | 'INVALID_PARAMS'
  | 'INVALID_STATE'
  | 'NAME_ALREADY_IN_USE'
  | 'ID_NOTUNIQUE'
  | 'PRODUCT_NOTFOUND'
  | 'AUTH_NOT_FOUND'
  | 'NOT_AUTHORIZED'
  | 'FORM_NOT_FOUND'
  | 'CONTACT_NOT_FOUND'
  | 'CONTACT_OPTOUT'
  | 'CONTACT_ALREADY_EXISTS'
  | 'INVALID_PROPERTY'
  | 'BACKEND_EXCEPTION'
  | 'RESOURCE_NOT_FOUND'
  | 'TRIGGER_NOTFOUND'
  | 'CAMPAIGN_NOTFOUND'
  | 'ORDER_NOTFOUND'
  | 'MAILING_NOTFOUND'
  | 'INVALID_MAILING'
  | 'FORMRESULT_NOT_FOUND';

export type Refusal = {
  readonly status: 400 | 401 | 403 | 404 | 406 | 413 | 417 | 429 | 500 | 501;
  readonly errorType: ErrorType;
  readonly message: string;
};

/** The error body of the specification (ErrorResponse). */
export function refuse(c: Call, { status, errorType, message }: Refusal): Response {
  return c.json({ errorType, message }, status);
}

export function badRequest(c: Call, message: string): Response {
  return refuse(c, { status: 400, errorType: 'INVALID_PARAMS', message });
}
