import { randomUUID } from 'node:crypto';

/** Who the organisation is; a copy of an environment keeps its rows and gets a new id. */
export type Identity = {
  readonly id: () => string;
  /** The unique name, `OrganizationName` in event bodies. */
  readonly name: string;
  readonly url: () => string;
  readonly setUrl: (url: string) => void;
  readonly setId: (id: string) => void;
  readonly becomeCopy: () => string;
};

export function createIdentity(organizationId: string): Identity {
  let id = organizationId;
  let url = 'http://localhost';
  return {
    id: () => id,
    name: 'assentlocal',
    url: () => url,
    setUrl: (next) => {
      url = next;
    },
    setId: (next) => {
      id = next;
    },
    becomeCopy: () => {
      id = randomUUID();
      return id;
    },
  };
}
