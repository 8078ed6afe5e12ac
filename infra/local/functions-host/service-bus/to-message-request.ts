import { randomBytes } from 'node:crypto';
import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { InvocationRequest } from '../core/core-types.ts';
import { toBody } from './to-body.ts';
import { bodyMetadata, toMetadata } from './to-metadata.ts';

/** A received message → what the host sends to the worker for it. The body goes as a string: the library parses it if it is JSON. */
export function toMessageRequest(bindingName: string, message: ServiceBusReceivedMessage): InvocationRequest {
  const body = toBody(message.body);
  return {
    inputData: [{ name: bindingName, data: { string: body } }],
    triggerMetadata: toMetadata(message, body),
    traceContext: { traceParent: toTraceParent(message.applicationProperties?.['Diagnostic-Id']), traceState: '' },
  };
}

/** A call by hand: a message of which nothing is known but its body. */
export function toManualRequest(bindingName: string, input: string): InvocationRequest {
  return { inputData: [{ name: bindingName, data: { string: input } }], triggerMetadata: bodyMetadata(input) };
}

/** The sender's W3C trace goes on when `Diagnostic-Id` carries one; otherwise a new one begins (W3C Trace Context §3.2). */
function toTraceParent(diagnosticId: unknown): string {
  const trace = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(diagnosticId))?.[1];
  return `00-${trace ?? randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
}
