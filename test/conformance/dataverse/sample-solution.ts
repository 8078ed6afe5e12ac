import { strToU8, zipSync } from 'fflate';

/** Ids of the sample's parts. */
export const endpointId = 'e0000000-0000-4000-8000-000000000001';
export const consentSet = 'smp_consents';

const messages = {
  Create: '9ebdbb1b',
  Update: '20bebb1b',
  Delete: 'a1bdbb1b',
  SetState: '1cbebb1b',
  SetStateDynamicEntity: '1dbebb1b',
  Merge: 'dbbdbb1b',
};

export type SampleStep = {
  readonly id: string;
  readonly message: keyof typeof messages;
  readonly table: string;
  readonly mode?: 0 | 1;
  readonly stage?: number;
  readonly filter?: string;
  readonly preImage?: string;
  readonly autoDelete?: 0 | 1;
};

const steps: readonly SampleStep[] = [
  { id: '01', message: 'Create', table: 'contact' },
  {
    id: '02',
    message: 'Update',
    table: 'contact',
    filter: 'firstname,emailaddress1,statecode',
    preImage: 'emailaddress1,statecode',
  },
  { id: '03', message: 'Delete', table: 'contact', preImage: 'emailaddress1' },
  { id: '04', message: 'Merge', table: 'contact' },
  { id: '05', message: 'SetStateDynamicEntity', table: 'contact' },
  { id: '06', message: 'Delete', table: 'smp_consent', preImage: '' },
];

export type SampleOptions = {
  readonly managed?: boolean;
  readonly steps?: readonly SampleStep[];
  readonly url?: string;
  readonly missingDependencies?: string;
  readonly extraXml?: string;
  readonly version?: string;
  /** Elements of `<Entities>`. */
  readonly extraEntity?: string;
  /** Elements of `<Roles>`. */
  readonly roles?: string;
  /** A later version without the column on contact and the script. */
  readonly slim?: boolean;
};

/** A small solution in the format of real exports: a table under contact, an endpoint, steps, a Custom API, a web resource. */
export function sampleSolution(options: SampleOptions = {}): Uint8Array {
  const files = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types />',
    'solution.xml': `<ImportExportXml version="9.2.23031.170"><SolutionManifest><UniqueName>smp_sample</UniqueName>
<LocalizedNames><LocalizedName description="Sample" languagecode="1033" /></LocalizedNames><Version>${options.version ?? '1.0.0.0'}</Version>
<Managed>${options.managed ? 1 : 0}</Managed><RootComponents />
<MissingDependencies>${options.missingDependencies ?? ''}</MissingDependencies></SolutionManifest></ImportExportXml>`,
    'customizations.xml': customizations(options),
    'customapis/smp_Touch/customapi.xml': `<customapi uniquename="smp_Touch"><allowedcustomprocessingsteptype>2</allowedcustomprocessingsteptype><bindingtype>0</bindingtype><isfunction>0</isfunction><isprivate>0</isprivate><name>Touch</name></customapi>`,
    'customapis/smp_Touch/customapirequestparameters/Table/customapirequestparameter.xml': parameter('Table', 10),
    'customapis/smp_Touch/customapirequestparameters/Ids/customapirequestparameter.xml': parameter('Ids', 11),
    'WebResources/smp_scriptE1': 'var sample = 1;',
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

function parameter(name: string, type: number): string {
  return `<customapirequestparameter uniquename="${name}"><isoptional>0</isoptional><name>${name}</name><type>${type}</type></customapirequestparameter>`;
}

const script = `<WebResource><WebResourceId>{e1000000-0000-4000-8000-000000000001}</WebResourceId><Name>smp_script</Name><WebResourceType>3</WebResourceType><FileName>/WebResources/smp_scriptE1</FileName></WebResource>`;

function customizations(options: SampleOptions): string {
  return `<ImportExportXml><Entities>${consentTable()}${options.slim ? '' : contactColumn()}${options.extraEntity ?? ''}</Entities><Roles>${options.roles ?? ''}</Roles>
<EntityRelationships>
${relationship('smp_contact_consents', 'contact', 'smp_contactid', 'Cascade')}
${relationship('smp_topic', 'account', 'smp_accountid', 'Restrict')}
</EntityRelationships>
<WebResources>${options.slim ? '' : script}</WebResources>
<SdkMessageProcessingSteps>${(options.steps ?? steps).map(step).join('')}</SdkMessageProcessingSteps>
<ServiceEndpoints><ServiceEndpoint ServiceEndpointId="{${endpointId.toUpperCase()}}" Name="Sample"><ConnectionMode>1</ConnectionMode><Contract>8</Contract><UserClaim>1</UserClaim><AuthType>4</AuthType><MessageFormat>2</MessageFormat><Url>${options.url ?? 'https://packaged.invalid/hook'}</Url></ServiceEndpoint></ServiceEndpoints>
${options.extraXml ?? ''}<Languages><Language>1033</Language></Languages></ImportExportXml>`;
}

function attribute(name: string, type: string, more = ''): string {
  return `<attribute PhysicalName="${name}"><Type>${type}</Type><LogicalName>${name}</LogicalName><ValidForUpdateApi>1</ValidForUpdateApi><ValidForCreateApi>1</ValidForCreateApi><IsCustomField>1</IsCustomField><IsSecured>0</IsSecured>${more}</attribute>`;
}

function consentTable(): string {
  const states =
    '<optionset Name="s"><states><state value="0" defaultstatus="1"><labels><label description="Active" languagecode="1033" /></labels></state><state value="1" defaultstatus="2"><labels><label description="Inactive" languagecode="1033" /></labels></state></states></optionset>';
  const statuses =
    '<optionset Name="t"><statuses><status value="1" state="0"><labels><label description="Active" languagecode="1033" /></labels></status><status value="2" state="1"><labels><label description="Inactive" languagecode="1033" /></labels></status></statuses></optionset>';
  const channels =
    '<optionset Name="c"><options><option value="1"><labels><label description="E-mail" languagecode="1033" /></labels></option><option value="2"><labels><label description="SMS" languagecode="1033" /></labels></option></options></optionset>';
  return `<Entity><Name LocalizedName="Consent" OriginalName="Consent">smp_Consent</Name><EntityInfo><entity Name="smp_Consent">
<LocalizedNames><LocalizedName description="Consent" languagecode="1033" /></LocalizedNames>
<attributes>${attribute('smp_consentid', 'primarykey')}${attribute('smp_name', 'nvarchar', '<MaxLength>20</MaxLength><DisplayMask>PrimaryName|ValidForForm</DisplayMask>')}
${attribute('smp_contactid', 'lookup')}${attribute('smp_accountid', 'lookup')}${attribute('smp_granted', 'bit', '<AppDefaultValue>0</AppDefaultValue>')}
${attribute('smp_channel', 'picklist', channels)}${attribute('statecode', 'state', states)}${attribute('statuscode', 'status', statuses)}</attributes>
<EntitySetName>${consentSet}</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask><ChangeTrackingEnabled>1</ChangeTrackingEnabled></entity></EntityInfo></Entity>`;
}

function contactColumn(): string {
  return `<Entity><Name LocalizedName="Contact" OriginalName="">Contact</Name><EntityInfo><entity Name="Contact"><attributes>${attribute('smp_level', 'int')}</attributes></entity></EntityInfo></Entity>`;
}

function relationship(name: string, parent: string, column: string, onDelete: string): string {
  return `<EntityRelationship Name="${name}"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>smp_Consent</ReferencingEntityName><ReferencedEntityName>${parent}</ReferencedEntityName><CascadeDelete>${onDelete}</CascadeDelete><ReferencingAttributeName>${column}</ReferencingAttributeName></EntityRelationship>`;
}

function step(part: SampleStep): string {
  const id = `5e000000-0000-4000-8000-0000000000${part.id}`;
  const image =
    part.preImage === undefined
      ? ''
      : `<SdkMessageProcessingStepImage Name="before"><SdkMessageProcessingStepImageId>{${id.replace('5e', '1a')}}</SdkMessageProcessingStepImageId><Attributes>${part.preImage}</Attributes><EntityAlias>before</EntityAlias><ImageType>0</ImageType><MessagePropertyName>Target</MessagePropertyName></SdkMessageProcessingStepImage>`;
  return `<SdkMessageProcessingStep Name="${part.message} of ${part.table}" SdkMessageProcessingStepId="{${id}}"><PrimaryEntity>${part.table}</PrimaryEntity><AsyncAutoDelete>${part.autoDelete ?? 1}</AsyncAutoDelete><FilteringAttributes>${part.filter ?? ''}</FilteringAttributes><InvocationSource>0</InvocationSource><Mode>${part.mode ?? 1}</Mode><Rank>1</Rank><SdkMessageId>{${messages[part.message]}-ea3e-db11-86a7-000a3a5473e8}</SdkMessageId><EventHandler>{${endpointId}}</EventHandler><EventHandlerTypeCode>4618</EventHandlerTypeCode><Stage>${part.stage ?? 40}</Stage><SdkMessageProcessingStepImages>${image}</SdkMessageProcessingStepImages></SdkMessageProcessingStep>`;
}

/** Another solution: it adds a column to the sample's table, and says in its manifest that it needs it. */
export function dependentSolution(): Uint8Array {
  const files = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types />',
    'solution.xml': `<ImportExportXml><SolutionManifest><UniqueName>smp_more</UniqueName><LocalizedNames><LocalizedName description="More" languagecode="1033" /></LocalizedNames><Version>1.0.0.0</Version><Managed>1</Managed><RootComponents /><MissingDependencies><MissingDependency><Required type="1" schemaName="smp_consent" displayName="Consent" solution="smp_sample" /><Dependent type="2" schemaName="smp_reason" parentSchemaName="smp_consent" /></MissingDependency></MissingDependencies></SolutionManifest></ImportExportXml>`,
    'customizations.xml': `<ImportExportXml><Entities><Entity><Name LocalizedName="Consent" OriginalName="">smp_Consent</Name><EntityInfo><entity Name="smp_Consent"><attributes>${attribute('smp_reason', 'nvarchar', '<MaxLength>20</MaxLength>')}</attributes></entity></EntityInfo></Entity></Entities></ImportExportXml>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** The table that the document of `_control/settings` lies in. */
export const configurationTable = `<Entity><Name>assent_Configuration</Name><EntityInfo><entity Name="assent_Configuration"><attributes>${attribute('assent_configurationid', 'primarykey')}${attribute('assent_name', 'nvarchar', '<MaxLength>100</MaxLength>')}${attribute('assent_document', 'ntext', '<MaxLength>100000</MaxLength>')}</attributes><EntitySetName>assent_configurations</EntitySetName><OwnershipTypeMask>OrganizationOwned</OwnershipTypeMask></entity></EntityInfo></Entity>`;
