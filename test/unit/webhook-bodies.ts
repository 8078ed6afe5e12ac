import { idOf } from './builders.ts';

/**
 * Invented bodies in the shape of a RemoteExecutionContext (Microsoft: "Work with Azure execution context"): members in alphabetical
 * order, dictionaries as arrays, `__type` marks. No body of SetState, Merge or a Custom API is published: those are made by
 * the documented parameters.
 */

const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';

export const organizationId = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
export const operationId = '11111111-2222-4333-8444-555555555555';
export const correlationId = '66666666-7777-4888-9999-aaaaaaaaaaaa';

type Columns = Readonly<Record<string, unknown>>;
type Pair = { readonly key: string; readonly value: unknown };

export function pairs(columns: Columns): readonly Pair[] {
  return Object.entries(columns).map(([key, value]) => ({ key, value }));
}

export function option(value: number) {
  return { __type: `OptionSetValue:${contracts}`, Value: value };
}

export function reference(table: string, id: string) {
  return {
    __type: `EntityReference:${contracts}`,
    Id: id,
    KeyAttributes: [],
    LogicalName: table,
    Name: null,
    RowVersion: null,
  };
}

export function entity(table: string, id: string, columns: Columns) {
  return { __type: `Entity:${contracts}`, ...imageEntity(table, id, columns) };
}

/** Entities in images carry no `__type`. */
function imageEntity(table: string, id: string, columns: Columns) {
  return {
    Attributes: pairs(columns),
    EntityState: null,
    FormattedValues: [],
    Id: id,
    KeyAttributes: [],
    LogicalName: table,
    RelatedEntities: [],
    RowVersion: null,
  };
}

type Parts = {
  readonly message?: string;
  readonly table?: string;
  readonly id?: string;
  readonly input?: Columns;
  /** Columns of the pre image `before`. */
  readonly before?: Columns;
  readonly parent?: unknown;
};

export function context({
  message = 'Update',
  table = 'contact',
  id = idOf(1),
  input,
  before,
  parent = null,
}: Parts = {}) {
  const target = { Target: entity(table, id, { firstname: 'Eva', modifiedon: '/Date(1767323045000)/' }) };
  return {
    BusinessUnitId: idOf(700),
    CorrelationId: correlationId,
    Depth: 1,
    InitiatingUserId: idOf(701),
    InputParameters: pairs(input ?? target),
    IsExecutingOffline: false,
    MessageName: message,
    Mode: 1,
    OperationCreatedOn: '/Date(1767323045000-0700)/',
    OperationId: operationId,
    OrganizationId: organizationId,
    OrganizationName: 'invented',
    OutputParameters: [],
    OwningExtension: reference('sdkmessageprocessingstep', idOf(702)),
    ParentContext: parent,
    PostEntityImages: [
      {
        key: 'AsynchronousStepPrimaryName',
        value: imageEntity(table, id, { fullname: 'Eva Visser', [`${table}id`]: id }),
      },
    ],
    PreEntityImages: before ? [{ key: 'before', value: imageEntity(table, id, before) }] : [],
    PrimaryEntityId: id,
    PrimaryEntityName: table,
    RequestId: null,
    SecondaryEntityName: 'none',
    SharedVariables: [{ key: 'IsAutoTransact', value: true }],
    Stage: 40,
    UserId: idOf(701),
  };
}

/** Over 256 KB Dataverse leaves these four out. */
export function stripped(body: ReturnType<typeof context>) {
  const { InputParameters, ParentContext, PreEntityImages, PostEntityImages, ...rest } = body;
  return rest;
}

export function syncRecord(table: string, ids: readonly unknown[]) {
  return context({
    message: 'assent_SyncRecord',
    table: 'none',
    id: '00000000-0000-0000-0000-000000000000',
    input: { Table: table, Ids: ids },
  });
}
