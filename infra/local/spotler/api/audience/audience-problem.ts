import type { Sandbox } from '../../sandbox.ts';
import type { Refusal } from '../refuse.ts';

const maxLength = 255;

/** What the specification refuses with 417 about the name of an audience. `except`: the audience itself, when it is renamed. */
export function nameProblem({ lists }: Sandbox, name: string | null | undefined, except?: string): Refusal | undefined {
  if (!name || name.length > maxLength)
    return expectation('INVALID_PARAMS', 'Audience name can not be empty or more than 255 characters');
  const taken = lists.all('audience').some((list) => list.name === name && list.externalId !== except);
  return taken ? expectation('NAME_ALREADY_IN_USE', 'Audience name must be unique') : undefined;
}

/** The same about its id, and about how many there may be. */
export function idProblem({ lists, account }: Sandbox, externalId: string | null | undefined): Refusal | undefined {
  if (!externalId || externalId.length > maxLength)
    return expectation('INVALID_PARAMS', 'Audience id can not be empty or more than 255 characters');
  if (lists.get('audience', externalId)) return expectation('ID_NOTUNIQUE', 'Audience id must be unique');
  if (lists.all('audience').length >= account.maxAudiences)
    return expectation('INVALID_STATE', 'Maximum of audiences exceeded');
  return undefined;
}

export const unknownAudience: Refusal = {
  status: 404,
  errorType: 'RESOURCE_NOT_FOUND',
  message: 'Audience not found',
};

function expectation(errorType: Refusal['errorType'], message: string): Refusal {
  return { status: 417, errorType, message };
}
