import { type Address, isTableList } from '../calls/read-address.ts';
import { checkEntity } from './check-entity.ts';
import { checkKeysInAddress, checkKeysInBody } from './check-keys.ts';
import { badSyntax, type Refusal } from './refusal.ts';

/** One operation on an entity, alone or as part of a transaction. */
export type Change = {
  readonly method: string;
  /** Absent: it could not be read. */
  readonly address: Address | undefined;
  readonly body: string;
};

export function checkChange({ method, address, body }: Change): Refusal | undefined {
  if (!address) return badSyntax;
  const inAddress = address.keys && checkKeysInAddress(address.keys);
  if (inAddress) return inAddress;
  if (method === 'GET' || method === 'DELETE' || isTableList(address)) return undefined;
  const entity = readEntity(body);
  // No JSON object: Azurite says what is wrong with it.
  if (!entity) return undefined;
  return (address.keys ? undefined : checkKeysInBody(entity)) ?? checkEntity(entity, address.keys);
}

function readEntity(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
