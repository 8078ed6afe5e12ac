import { attributeXml, primaryKeyXml, primaryNameXml, stateXml } from './attribute-xml.ts';
import { labels } from './labels-xml.ts';
import type { Table, TableExtension } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** `<Entity>` of a table of ours. */
export function entityXml(table: Table): Xml {
  return element('Entity', {}, [
    nameXml(table.name, table.label.en),
    element('EntityInfo', {}, [
      element('entity', { Name: table.name }, [
        element('LocalizedNames', {}, labels('LocalizedName', table.label)),
        element('LocalizedCollectionNames', {}, labels('LocalizedCollectionName', table.plural)),
        element('Descriptions', {}, labels('Description', { en: table.description, nl: table.description })),
        element('attributes', {}, [
          primaryKeyXml(table.name, table.label),
          primaryNameXml(table.primaryName.name, table.primaryName.label, table.primaryName.maxLength),
          ...stateXml(table.name),
          ...table.columns.map(attributeXml),
        ]),
        text('EntitySetName', `${table.name}s`),
        text('OwnershipTypeMask', table.ownership),
        text('IsAuditEnabled', 1),
        text('IntroducedVersion', '1.0.0.0'),
        text('IsCustomizable', 1),
        text('ChangeTrackingEnabled', table.changeTracking ? 1 : 0),
        text('CanChangeTrackingBeEnabled', 1),
      ]),
    ]),
  ]);
}

/** `<Entity>` with nothing but the columns we add to a table that is not ours. */
export function extensionXml(table: TableExtension): Xml {
  return element('Entity', {}, [
    nameXml(table.name, table.label.en),
    element('EntityInfo', {}, [
      element('entity', { Name: table.name, unmodified: 1 }, [
        element('attributes', {}, table.columns.map(attributeXml)),
      ]),
    ]),
  ]);
}

function nameXml(name: string, label: string): Xml {
  return element('Name', { LocalizedName: label, OriginalName: label }, []).replace(' />', `>${name}</Name>`);
}
