import type { Step } from '../../plugin/src/steps.ts';
import { guid } from './guid.ts';
import { element, text, type Xml } from './xml.ts';

/** The webhook that every step posts to. Its address and key are set after the import: a solution holds neither. */
export const endpointId = guid('serviceendpoint relay');

/** Ids of SDK messages, the same in every Dataverse. */
const messageIds: Readonly<Record<Step['message'], string>> = {
  Create: '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8',
  Update: '20bebb1b-ea3e-db11-86a7-000a3a5473e8',
  Delete: 'a1bdbb1b-ea3e-db11-86a7-000a3a5473e8',
  SetState: '1cbebb1b-ea3e-db11-86a7-000a3a5473e8',
  SetStateDynamicEntity: '1dbebb1b-ea3e-db11-86a7-000a3a5473e8',
  Merge: 'dbbdbb1b-ea3e-db11-86a7-000a3a5473e8',
};

/** Dataverse's own plug-in that posts to webhooks. */
const webhookPlugin =
  'Microsoft.Crm.ServiceBus.WebhookPlugin, Microsoft.Crm.ServiceBus, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35';

export function stepId(step: Step): string {
  return guid(`step ${step.table} ${step.message}`);
}

/** `<SdkMessageProcessingStep>`, children in the order of the schema. */
export function stepXml(step: Step): Xml {
  const name = `Assent: ${step.message} of ${step.table}`;
  return element('SdkMessageProcessingStep', { Name: name, SdkMessageProcessingStepId: `{${stepId(step)}}` }, [
    text('PluginTypeName', webhookPlugin),
    text('PluginTypeId', 'fe4f0cdb-b254-4fa1-84f6-d58d0759b8b3'),
    text('PrimaryEntity', step.table),
    // Jobs that succeeded are deleted, so that they do not fill the table.
    text('AsyncAutoDelete', 1),
    text('Description', name),
    text('FilteringAttributes', step.filteringColumns.join(',')),
    text('InvocationSource', 0),
    // Asynchronous, after the transaction (stage 40): no save waits for us.
    text('Mode', 1),
    text('Rank', 1),
    text('SdkMessageId', `{${messageIds[step.message]}}`),
    text('EventHandler', `{${endpointId}}`),
    text('EventHandlerTypeCode', 4618),
    text('Stage', 40),
    text('IsCustomizable', 1),
    text('IsHidden', 0),
    text('SupportedDeployment', 0),
    text('IntroducedVersion', '1.0.0.0'),
    element('SdkMessageProcessingStepImages', {}, step.preImage ? [imageXml(step)] : []),
  ]);
}

/** The whole row before the change: without a column list, as core may not name the lead's lookup. */
function imageXml(step: Step): Xml {
  return element('SdkMessageProcessingStepImage', { Name: 'before' }, [
    text('SdkMessageProcessingStepImageId', `{${guid(`image ${step.table} ${step.message}`)}}`),
    text('Attributes', ''),
    text('EntityAlias', 'before'),
    text('ImageType', 0),
    text('MessagePropertyName', 'Target'),
    text('IsCustomizable', 1),
  ]);
}

/** `<ServiceEndpoint>`: a webhook (contract 8) with a webhook key (authtype 4) and a placeholder for the address. */
export function endpointXml(): Xml {
  return element('ServiceEndpoint', { ServiceEndpointId: `{${endpointId}}`, Name: 'Assent relay' }, [
    text('ConnectionMode', 1),
    text('Contract', 8),
    text('Path', ''),
    text('SolutionNamespace', ''),
    text('UserClaim', 1),
    text('IsCustomizable', 1),
    text('AuthType', 4),
    text('MessageFormat', 2),
    text('NamespaceFormat', 1),
    text('Url', 'https://set-after-import.invalid/api/dataverse'),
  ]);
}
