import { attributeElement, integerDetails, optionSetElement, textDetails } from './attribute-element.ts';
import { labels } from './labels-xml.ts';
import type { Label, Table } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** The columns that every table has: key, name, state, and Dataverse's own book-keeping, which its exports always list. */
export function systemColumnsXml(table: Table): readonly Xml[] {
  return [
    attributeElement(
      {
        name: `${table.name}id`,
        type: 'primarykey',
        label: table.label,
        custom: false,
        required: 'systemrequired',
        mask: 'ValidForAdvancedFind|RequiredForGrid',
        canUpdate: false,
      },
      [],
    ),
    attributeElement(
      {
        name: table.primaryName.name,
        type: 'nvarchar',
        label: table.primaryName.label,
        custom: true,
        mask: 'PrimaryName|ValidForAdvancedFind|ValidForForm|ValidForGrid',
      },
      textDetails(table.primaryName.maxLength),
    ),
    ...stateXml(table.name),
    ...bookKeeping,
    ...(table.ownership === 'UserOwned' ? owners : [readOnlyLookup('organizationid', 'Organization', 'Organisatie')]),
  ];
}

const lookupDetails = [text('LookupStyle', 'single'), element('LookupTypes')];

function readOnlyLookup(name: string, en: string, nl: string, logical?: true): Xml {
  const facts = { name, type: 'lookup', label: { en, nl }, custom: false, canCreate: false, canUpdate: false };
  return attributeElement(logical ? { ...facts, logical, mask: '' } : facts, lookupDetails);
}

function time(name: string, label: Label, format: 'date' | 'datetime', canCreate: boolean): Xml {
  // Behaviour 1: the reader's own time zone.
  return attributeElement({ name, type: 'datetime', label, custom: false, canCreate, canUpdate: false }, [
    text('Format', format),
    text('CanChangeDateTimeBehavior', 0),
    text('Behavior', 1),
  ]);
}

function number(name: string, label: Label, least: number, canUpdate: boolean): Xml {
  return attributeElement({ name, type: 'int', label, custom: false, mask: '', canUpdate }, integerDetails(least));
}

const bookKeeping: readonly Xml[] = [
  readOnlyLookup('createdby', 'Created By', 'Gemaakt door'),
  time('createdon', { en: 'Created On', nl: 'Gemaakt op' }, 'datetime', false),
  readOnlyLookup('createdonbehalfby', 'Created By (Delegate)', 'Gemaakt door (gemachtigde)'),
  readOnlyLookup('modifiedby', 'Modified By', 'Gewijzigd door'),
  time('modifiedon', { en: 'Modified On', nl: 'Gewijzigd op' }, 'datetime', false),
  readOnlyLookup('modifiedonbehalfby', 'Modified By (Delegate)', 'Gewijzigd door (gemachtigde)'),
  number('importsequencenumber', { en: 'Import Sequence Number', nl: 'Volgnummer van import' }, -2147483648, false),
  time('overriddencreatedon', { en: 'Record Created On', nl: 'Record gemaakt op' }, 'date', true),
  number('timezoneruleversionnumber', { en: 'Time Zone Rule Version Number', nl: 'Versie tijdzoneregel' }, -1, true),
  number('utcconversiontimezonecode', { en: 'UTC Conversion Time Zone Code', nl: 'Code tijdzone UTC' }, -1, true),
];

const owners: readonly Xml[] = [
  attributeElement(
    {
      name: 'ownerid',
      type: 'owner',
      label: { en: 'Owner', nl: 'Eigenaar' },
      custom: false,
      required: 'systemrequired',
      mask: 'ValidForAdvancedFind|ValidForForm|ValidForGrid|RequiredForForm',
    },
    lookupDetails,
  ),
  readOnlyLookup('owningbusinessunit', 'Owning Business Unit', 'Business unit van eigenaar'),
  readOnlyLookup('owningteam', 'Owning Team', 'Team van eigenaar', true),
  readOnlyLookup('owninguser', 'Owning User', 'Gebruiker van eigenaar', true),
];

/** `statecode` and `statuscode`: Active and Inactive. */
function stateXml(table: string): readonly Xml[] {
  const active: Label = { en: 'Active', nl: 'Actief' };
  const inactive: Label = { en: 'Inactive', nl: 'Inactief' };
  const status: Label = { en: 'Status', nl: 'Status' };
  const reason: Label = { en: 'Status Reason', nl: 'Statusreden' };
  const named = (name: string, attributes: Readonly<Record<string, string | number>>, label: Label): Xml =>
    element(name, attributes, [element('labels', {}, labels('label', label))]);
  const states = element('states', {}, [
    named('state', { value: 0, defaultstatus: 1, invariantname: 'Active' }, active),
    named('state', { value: 1, defaultstatus: 2, invariantname: 'Inactive' }, inactive),
  ]);
  const statuses = element('statuses', {}, [
    named('status', { value: 1, state: 0 }, active),
    named('status', { value: 2, state: 1 }, inactive),
  ]);
  return [
    attributeElement(
      { name: 'statecode', type: 'state', label: status, custom: false, required: 'systemrequired', canCreate: false },
      [optionSetElement(`${table}_statecode`, 'state', status, states)],
    ),
    attributeElement({ name: 'statuscode', type: 'status', label: reason, custom: false }, [
      optionSetElement(`${table}_statuscode`, 'status', reason, statuses),
    ]),
  ];
}
