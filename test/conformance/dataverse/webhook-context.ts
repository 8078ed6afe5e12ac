import type { Json } from './open-dataverse.ts';

export const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';
export const guid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** The members of a body, as stored public payloads have them. */
export const contextShape = {
  BusinessUnitId: guid,
  CorrelationId: guid,
  Depth: expect.any(Number),
  InitiatingUserId: guid,
  InputParameters: expect.any(Array),
  IsExecutingOffline: false,
  IsInTransaction: expect.any(Boolean),
  IsOfflinePlayback: false,
  IsolationMode: 1,
  MessageName: expect.any(String),
  Mode: expect.any(Number),
  OperationCreatedOn: expect.stringMatching(/^\/Date\(\d+([+-]\d{4})?\)\/$/),
  OperationId: guid,
  OrganizationId: guid,
  OrganizationName: expect.any(String),
  OutputParameters: expect.any(Array),
  OwningExtension: {
    Id: guid,
    KeyAttributes: [],
    LogicalName: 'sdkmessageprocessingstep',
    Name: expect.any(String),
    RowVersion: null,
  },
  PostEntityImages: expect.any(Array),
  PreEntityImages: expect.any(Array),
  PrimaryEntityId: guid,
  PrimaryEntityName: expect.any(String),
  RequestId: guid,
  SecondaryEntityName: 'none',
  SharedVariables: expect.any(Array),
  Stage: expect.any(Number),
  UserId: guid,
};

/** The members of a row in a body. */
export const entityShape = {
  Attributes: expect.any(Array),
  EntityState: null,
  FormattedValues: expect.any(Array),
  Id: guid,
  KeyAttributes: [],
  LogicalName: expect.any(String),
  RelatedEntities: [],
  RowVersion: null,
};

/** The columns of a row in a body, by name. */
export const attributesOf = (entity: Json): Record<string, Json> =>
  Object.fromEntries(entity.Attributes.map(({ key, value }: Json) => [key, value]));

export const targetOf = (body: Json) => body.InputParameters.find(({ key }: Json) => key === 'Target').value;
