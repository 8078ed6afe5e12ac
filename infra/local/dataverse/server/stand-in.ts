import { createFaults, type Faults } from '../../ground/faults.ts';
import { createRing, type Ring } from '../../ground/ring.ts';
import { type Client, type Clients, createClients } from '../auth/token-endpoint.ts';
import { createTokens, type Tokens } from '../auth/tokens.ts';
import { createProtectionLimits, type ProtectionLimits } from '../limits/protection-limits.ts';
import { createExpandMemory, type ExpandMemory } from '../odata/expand-memory.ts';
import { createOrganisation, type Organisation, type OrganisationOptions } from '../organisation/organisation.ts';
import { createTracking, type Tracking } from '../tracking/tracking.ts';
import { createImports, type Imports } from './imports.ts';
import { createSavePoints, type SavePoints } from './save-points.ts';

export type LoggedRequest = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: string;
  readonly ms: number;
};

/** The whole stand-in, without its sockets. */
export type StandIn = {
  readonly org: Organisation;
  readonly client: Client;
  readonly clients: Clients;
  readonly tokens: Tokens;
  readonly limits: ProtectionLimits;
  readonly faults: Faults;
  readonly requests: Ring<LoggedRequest>;
  readonly activity: Activity;
  readonly expandMemory: ExpandMemory;
  readonly tracking: Tracking;
  readonly savePoints: SavePoints;
  readonly imports: Imports;
};

/** Counts work as it starts. */
export type Activity = { readonly count: () => number; readonly start: () => void };

export function createStandIn(options: OrganisationOptions & Client): StandIn {
  const org = createOrganisation(options);
  const savePoints = createSavePoints(org.store);
  const client = { clientId: options.clientId, clientSecret: options.clientSecret };
  return {
    org,
    client,
    clients: createClients(client),
    tokens: createTokens(options.clientSecret, org.clock),
    limits: createProtectionLimits(org.clock),
    faults: createFaults(),
    requests: createRing(),
    activity: createActivity(),
    expandMemory: createExpandMemory(org.clock),
    tracking: createTracking(org.store, org.clock),
    savePoints,
    imports: createImports(savePoints),
  };
}

function createActivity(): Activity {
  let count = 0;
  return {
    count: () => count,
    start: () => {
      count += 1;
    },
  };
}
