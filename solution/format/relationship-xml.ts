import type { Column } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** `<EntityRelationship>` of every lookup column among `columns`. */
export function relationshipsXml(table: string, columns: readonly Column[]): readonly Xml[] {
  return columns.flatMap((column) =>
    column.type !== 'lookup'
      ? []
      : [
          element('EntityRelationship', { Name: column.relationship }, [
            text('EntityRelationshipType', 'OneToMany'),
            text('IsCustomizable', 1),
            text('IntroducedVersion', '1.0.0.0'),
            text('IsHierarchical', 0),
            text('ReferencingEntityName', table),
            text('ReferencedEntityName', column.target),
            text('CascadeAssign', 'NoCascade'),
            text('CascadeDelete', column.cascadeDelete),
            text('CascadeReparent', 'NoCascade'),
            text('CascadeShare', 'NoCascade'),
            text('CascadeUnshare', 'NoCascade'),
            text('ReferencingAttributeName', column.name),
          ]),
        ],
  );
}
