import type { Refusal } from '../refuse.ts';

export const unknownTemplist: Refusal = {
  status: 404,
  errorType: 'RESOURCE_NOT_FOUND',
  message: 'Templist not found',
};
