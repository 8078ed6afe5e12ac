import type { Call } from '../messages/call.ts';
import type { Identity } from '../organisation/identity.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import type { Schema } from '../schema/schema.ts';
import type { DataEvent } from './data-event.ts';
import { postImages, preImages } from './images-json.ts';
import { parametersJson } from './parameters-json.ts';
import type { Step } from './step-book.ts';
import { dateJson } from './value-json.ts';

export type Delivery = {
  readonly call: Call;
  readonly event: DataEvent;
  readonly step: Step;
  /** Synchronous: the request's id; asynchronous: the system job's own, kept when it is sent again. */
  readonly operationId: string;
  /** When the job was made, by the organisation's clock. */
  readonly createdAt: number;
};

/** Offset printed behind OperationCreatedOn of asynchronous bodies: that of the server, which is in summer time in our samples. */
const serverOffsetMinutes = 120;

/** The JSON body of a webhook request (class RemoteExecutionContext). */
export function remoteExecutionContext(schema: Schema, identity: Identity, delivery: Delivery) {
  const { call, createdAt, event, step } = delivery;
  return contextJson(identity, delivery, {
    input: parametersJson(schema, event.input),
    createdOn: step.synchronous ? dateJson(createdAt) : asyncCreatedOn(createdAt),
    output: parametersJson(schema, event.output),
    owner: owningExtension(step.id, step.name),
    parent: event.table === 'none' ? null : parentContext(schema, identity, delivery),
    postImages: postImages(schema, step, event),
    preImages: preImages(schema, step, event),
    shared: [{ key: 'IsAutoTransact', value: true }, ...tagVariable(call)],
    stage: step.stage,
  });
}

/** The main operation's own context: what was asked for, before the platform added columns. */
function parentContext(schema: Schema, identity: Identity, delivery: Delivery) {
  const { call, createdAt, event } = delivery;
  return contextJson(identity, delivery, {
    input: parametersJson(schema, event.parentInput),
    createdOn: dateJson(createdAt),
    output: [],
    owner: owningExtension('63cdbb1b-ea3e-db11-86a7-000a3a5473e8', 'ObjectModel Implementation'),
    parent: null,
    postImages: [],
    preImages: [],
    shared: [changedEntityTypes(event), ...tagVariable(call)],
    stage: 30,
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** What differs between a context and its parent. */
type Parts = {
  readonly input: unknown;
  readonly createdOn: string;
  readonly output: unknown;
  readonly owner: unknown;
  readonly parent: unknown;
  readonly postImages: unknown;
  readonly preImages: unknown;
  readonly shared: unknown;
  readonly stage: number;
};

/** Members in alphabetical order, as .NET writes them. */
function contextJson(identity: Identity, { call, event, operationId, step }: Delivery, parts: Parts) {
  return {
    BusinessUnitId: rootBusinessUnitId,
    CorrelationId: call.correlationId,
    Depth: event.depth,
    ...(call.userAgent !== undefined && { InitiatingUserAgent: call.userAgent }),
    InitiatingUserAzureActiveDirectoryObjectId: nobody,
    InitiatingUserId: call.userId,
    InputParameters: parts.input,
    IsExecutingOffline: false,
    IsInTransaction: step.synchronous,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: event.message,
    Mode: step.synchronous ? 0 : 1,
    OperationCreatedOn: parts.createdOn,
    OperationId: operationId,
    OrganizationId: identity.id(),
    OrganizationName: identity.name,
    OutputParameters: parts.output,
    OwningExtension: parts.owner,
    ParentContext: parts.parent,
    PostEntityImages: parts.postImages,
    PreEntityImages: parts.preImages,
    PrimaryEntityId: event.id,
    PrimaryEntityName: event.table,
    RequestId: call.requestId,
    SecondaryEntityName: 'none',
    SharedVariables: parts.shared,
    Stage: parts.stage,
    UserAzureActiveDirectoryObjectId: nobody,
    UserId: call.userId,
  };
}

function owningExtension(id: string, name: string) {
  return { Id: id, KeyAttributes: [], LogicalName: 'sdkmessageprocessingstep', Name: name, RowVersion: null };
}

function changedEntityTypes(event: DataEvent) {
  const type = 'KeyValuePairOfstringstring:#System.Collections.Generic';
  return { key: 'ChangedEntityTypes', value: [{ __type: type, key: event.table, value: event.message }] };
}

function tagVariable(call: Call) {
  return call.tag === undefined ? [] : [{ key: 'tag', value: call.tag }];
}

/** Whole seconds, and off the true time by exactly the offset printed behind it: seen in every stored asynchronous body. */
function asyncCreatedOn(ms: number): string {
  const off = Math.floor(ms / 1000) * 1000 - serverOffsetMinutes * 60_000;
  return `/Date(${off}+${String(serverOffsetMinutes / 60).padStart(2, '0')}00)/`;
}
