import { guidOf } from '../guid.ts';
import type { Column, ColumnType, Table } from '../schema/table.ts';
import type { MetadataJson } from './entity-json.ts';
import { labelJson } from './label-json.ts';

type Kind = { readonly type: string; readonly typeName: string; readonly metadata: string };

/** AttributeType, AttributeTypeName and the type behind `@odata.type`, by our column types. */
const kinds: Readonly<Record<ColumnType, Kind>> = {
  key: { type: 'Uniqueidentifier', typeName: 'UniqueidentifierType', metadata: 'AttributeMetadata' },
  guid: { type: 'Uniqueidentifier', typeName: 'UniqueidentifierType', metadata: 'AttributeMetadata' },
  text: { type: 'String', typeName: 'StringType', metadata: 'StringAttributeMetadata' },
  memo: { type: 'Memo', typeName: 'MemoType', metadata: 'MemoAttributeMetadata' },
  integer: { type: 'Integer', typeName: 'IntegerType', metadata: 'IntegerAttributeMetadata' },
  bigint: { type: 'BigInt', typeName: 'BigIntType', metadata: 'BigIntAttributeMetadata' },
  decimal: { type: 'Decimal', typeName: 'DecimalType', metadata: 'DecimalAttributeMetadata' },
  money: { type: 'Money', typeName: 'MoneyType', metadata: 'MoneyAttributeMetadata' },
  boolean: { type: 'Boolean', typeName: 'BooleanType', metadata: 'BooleanAttributeMetadata' },
  datetime: { type: 'DateTime', typeName: 'DateTimeType', metadata: 'DateTimeAttributeMetadata' },
  date: { type: 'DateTime', typeName: 'DateTimeType', metadata: 'DateTimeAttributeMetadata' },
  choice: { type: 'Picklist', typeName: 'PicklistType', metadata: 'PicklistAttributeMetadata' },
  choices: { type: 'Virtual', typeName: 'MultiSelectPicklistType', metadata: 'MultiSelectPicklistAttributeMetadata' },
  state: { type: 'State', typeName: 'StateType', metadata: 'StateAttributeMetadata' },
  status: { type: 'Status', typeName: 'StatusType', metadata: 'StatusAttributeMetadata' },
  lookup: { type: 'Lookup', typeName: 'LookupType', metadata: 'LookupAttributeMetadata' },
};

/** AttributeMetadata of a column. `isSecured`: by its definition or by what was set while running. */
export function attributeJson(table: Table, column: Column, isSecured: boolean): MetadataJson {
  const kind = kinds[column.type];
  const required = column.name === table.key || column.name === 'statecode' || column.name === 'ownerid';
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${kind.metadata}`,
    MetadataId: guidOf(`attribute ${table.name} ${column.name}`),
    LogicalName: column.name,
    SchemaName: column.schemaName,
    EntityLogicalName: table.name,
    AttributeType: column.name === 'ownerid' ? 'Owner' : kind.type,
    AttributeTypeName: { Value: column.name === 'ownerid' ? 'OwnerType' : kind.typeName },
    DisplayName: labelJson(column.label),
    RequiredLevel: {
      Value: required ? 'SystemRequired' : column.required ? 'ApplicationRequired' : 'None',
      CanBeChanged: !required,
    },
    IsSecured: isSecured,
    IsCustomAttribute: column.custom,
    IsPrimaryId: column.name === table.key,
    IsPrimaryName: column.name === table.primaryName,
    IsLogical: false,
    IsValidForRead: !column.writeOnly,
    IsValidForCreate: !column.readOnly && column.type !== 'state',
    IsValidForUpdate: !column.readOnly && column.type !== 'key',
    IsValidODataAttribute: true,
    AttributeOf: null,
    ...typeDetails(column),
  };
}

/** Members that only some types have. OptionSet is a navigation property: it is shown when it is expanded. */
function typeDetails(column: Column): MetadataJson {
  switch (column.type) {
    case 'text':
      return {
        MaxLength: column.maxLength ?? 100,
        Format: column.format ?? 'Text',
        FormatName: { Value: column.format ?? 'Text' },
      };
    case 'memo':
      return { MaxLength: column.maxLength ?? 2000, Format: 'TextArea' };
    case 'lookup':
      return { Targets: column.targets.map(({ table }) => table) };
    case 'date':
      return { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } };
    case 'datetime':
      return { Format: 'DateAndTime', DateTimeBehavior: { Value: 'UserLocal' } };
    case 'boolean':
      return { DefaultValue: column.initial === true };
    default:
      return {};
  }
}

/** The option set of a column, for `$expand=OptionSet`. */
export function optionSetJson(table: Table, column: Column): MetadataJson {
  const options = column.options.map(({ value, label, state }) => ({
    Value: value,
    Label: labelJson(label),
    Description: labelJson(''),
    Color: null,
    IsManaged: false,
    ...(state !== undefined && { State: state }),
  }));
  const name = `${table.name}_${column.name}`;
  const common = {
    MetadataId: guidOf(`optionset ${name}`),
    Name: name,
    IsGlobal: false,
    OptionSetType: kinds[column.type].type,
  };
  if (column.type !== 'boolean') return { ...common, Options: options };
  return { ...common, TrueOption: options[0] ?? null, FalseOption: options[1] ?? null };
}
