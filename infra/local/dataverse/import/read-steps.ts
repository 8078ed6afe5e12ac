import { readGuid } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import { child, childrenNamed, numberIn, textIn, type Xml } from './xml.ts';

/** A step of the zip with what must be there for it. */
export type StepPart = {
  readonly row: ComponentRow;
  readonly images: readonly ComponentRow[];
  readonly name: string;
  readonly messageId: string;
  /** `none` for messages without a table. */
  readonly table: string;
  readonly handlerId: string;
  readonly handlerTable: 'serviceendpoint' | 'plugintype';
};

/** Type code of a service endpoint as the handler of a step; a plug-in type is 4602. */
const endpointCode = 4618;

/** The plug-in type behind every webhook step; a step that names it and no handler cannot be imported. */
const webhookType = 'Microsoft.Crm.ServiceBus.WebhookPlugin';

/** `<SdkMessageProcessingSteps>`. The format has no state: steps arrive disabled. */
export function readSteps(customizations: Xml): readonly StepPart[] {
  return childrenNamed(child(customizations, 'SdkMessageProcessingSteps'), 'SdkMessageProcessingStep').map((part) => {
    const id = readGuid(part.attributes.SdkMessageProcessingStepId ?? '') ?? '';
    const name = part.attributes.Name ?? '';
    return {
      name,
      messageId: readGuid(textIn(part, 'SdkMessageId')) ?? '',
      table: textIn(part, 'PrimaryEntity').toLowerCase() || 'none',
      handlerId: readGuid(textIn(part, 'EventHandler')) ?? '',
      handlerTable: isWebhook(part) ? 'serviceendpoint' : 'plugintype',
      row: { table: 'sdkmessageprocessingstep', id, values: stepValues(name, part) },
      images: childrenNamed(child(part, 'SdkMessageProcessingStepImages'), 'SdkMessageProcessingStepImage').map(
        (image) => readImage(id, image),
      ),
    };
  });
}

function isWebhook(part: Xml): boolean {
  return (
    numberIn(part, 'EventHandlerTypeCode') === endpointCode || textIn(part, 'PluginTypeName').startsWith(webhookType)
  );
}

function stepValues(name: string, part: Xml) {
  return filled({
    name,
    description: textIn(part, 'Description'),
    configuration: textIn(part, 'Configuration'),
    // Empty is a filter too: none. It must clear the one of an earlier version.
    filteringattributes: textIn(part, 'FilteringAttributes') || null,
    rank: numberIn(part, 'Rank'),
    stage: numberIn(part, 'Stage'),
    mode: numberIn(part, 'Mode'),
    invocationsource: numberIn(part, 'InvocationSource'),
    supporteddeployment: numberIn(part, 'SupportedDeployment'),
    asyncautodelete: textIn(part, 'AsyncAutoDelete') === '1',
    introducedversion: textIn(part, 'IntroducedVersion'),
  });
}

function readImage(stepId: string, image: Xml): ComponentRow {
  return {
    table: 'sdkmessageprocessingstepimage',
    id: readGuid(textIn(image, 'SdkMessageProcessingStepImageId')) ?? '',
    values: filled({
      name: image.attributes.Name,
      entityalias: textIn(image, 'EntityAlias'),
      attributes: textIn(image, 'Attributes'),
      imagetype: numberIn(image, 'ImageType'),
      messagepropertyname: textIn(image, 'MessagePropertyName'),
      sdkmessageprocessingstepid: { table: 'sdkmessageprocessingstep', id: stepId },
    }),
  };
}
