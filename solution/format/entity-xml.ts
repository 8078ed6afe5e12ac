import { attributeXml } from './attribute-xml.ts';
import { formsXml } from './form-xml.ts';
import { labels } from './labels-xml.ts';
import { type Button, ribbonXml } from './ribbon-xml.ts';
import { systemColumnsXml } from './system-columns-xml.ts';
import type { Table, TableExtension } from './table.ts';
import { viewsXml } from './view-xml.ts';
import { element, text, type Xml } from './xml.ts';

/** `<Entity>` of a table of ours. */
export function entityXml(table: Table): Xml {
  return element('Entity', {}, [
    nameXml(table.name, table.label.en),
    element('EntityInfo', {}, [
      element('entity', { Name: table.name }, [
        element('LocalizedNames', {}, labels('LocalizedName', table.label)),
        element('LocalizedCollectionNames', {}, labels('LocalizedCollectionName', table.plural)),
        element('Descriptions', {}, labels('Description', table.description)),
        element('attributes', {}, [
          ...systemColumnsXml(table),
          ...table.columns.map((column) => attributeXml(table.name, column)),
        ]),
        text('EntitySetName', `${table.name}s`),
        text('OwnershipTypeMask', table.ownership),
        text('IsAuditEnabled', 1),
        // The Marketing tab shows its rows in the phone app too.
        text('IsVisibleInMobileClient', 1),
        text('IntroducedVersion', '1.0.0.0'),
        text('IsCustomizable', 1),
        text('IconVectorName', table.layout.icon),
        text('ChangeTrackingEnabled', table.changeTracking ? 1 : 0),
        text('CanChangeTrackingBeEnabled', 1),
      ]),
    ]),
    formsXml(table),
    viewsXml(table),
  ]);
}

/** `<Entity>` with nothing but the columns and buttons we add to a table that is not ours. */
export function extensionXml(table: TableExtension, buttons: readonly Button[]): Xml {
  return element('Entity', {}, [
    nameXml(table.name, table.label.en),
    element('EntityInfo', {}, [
      element('entity', { Name: table.name, unmodified: 1 }, [
        element(
          'attributes',
          {},
          table.columns.map((column) => attributeXml(table.name, column)),
        ),
      ]),
    ]),
    ...(table.hasButtons ? [ribbonXml(table.name, buttons)] : []),
  ]);
}

function nameXml(name: string, label: string): Xml {
  return element('Name', { LocalizedName: label, OriginalName: label }, []).replace(' />', `>${name}</Name>`);
}
