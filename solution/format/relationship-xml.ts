import type { Column, Table } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** `<EntityRelationship>` of every lookup column among `columns`. */
export function relationshipsXml(table: string, columns: readonly Column[]): readonly Xml[] {
  return columns.flatMap((column) => {
    if (column.type !== 'lookup') return [];
    const { relationship: name, target, cascadeDelete: onDelete } = column;
    return [relationshipXml({ name, table, column: column.name, target, onDelete }, [rolesXml(column.name, name)])];
  });
}

/** Those of Dataverse's own lookups (who created, who owns), named as Dataverse names them. */
export function systemRelationshipsXml({ name: table, ownership }: Table): readonly Xml[] {
  const own = (name: string, column: string, target: string, onDelete = 'NoCascade') =>
    relationshipXml({ name, table, column, target, onDelete }, []);
  const owners = [
    own(`business_unit_${table}`, 'owningbusinessunit', 'BusinessUnit', 'Restrict'),
    own(`owner_${table}`, 'ownerid', 'Owner'),
    own(`team_${table}`, 'owningteam', 'Team'),
    own(`user_${table}`, 'owninguser', 'SystemUser'),
  ];
  return [
    own(`lk_${table}_createdby`, 'createdby', 'SystemUser'),
    own(`lk_${table}_modifiedby`, 'modifiedby', 'SystemUser'),
    ...(ownership === 'UserOwned' ? owners : [own(`organization_${table}`, 'organizationid', 'Organization')]),
  ];
}

type Relationship = Readonly<Record<'name' | 'table' | 'column' | 'target' | 'onDelete', string>>;

function relationshipXml({ name, table, column, target, onDelete }: Relationship, more: readonly Xml[]): Xml {
  return element('EntityRelationship', { Name: name }, [
    text('EntityRelationshipType', 'OneToMany'),
    text('IsCustomizable', 1),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsHierarchical', 0),
    text('ReferencingEntityName', table),
    text('ReferencedEntityName', target),
    text('CascadeAssign', 'NoCascade'),
    text('CascadeDelete', onDelete),
    text('CascadeReparent', 'NoCascade'),
    text('CascadeShare', 'NoCascade'),
    text('CascadeUnshare', 'NoCascade'),
    text('ReferencingAttributeName', column),
    ...more,
  ]);
}

/** The names by which the Web API goes from row to record (`@odata.bind`) and back (`$expand`): the relay relies on them. */
function rolesXml(column: string, collection: string): Xml {
  return element('EntityRelationshipRoles', {}, [
    element('EntityRelationshipRole', {}, [
      text('NavPaneDisplayOption', 'UseCollectionName'),
      text('NavPaneArea', 'Details'),
      text('NavPaneOrder', 10000),
      text('NavigationPropertyName', column),
      text('RelationshipRoleType', 1),
    ]),
    element('EntityRelationshipRole', {}, [
      text('NavigationPropertyName', collection),
      text('RelationshipRoleType', 0),
    ]),
  ]);
}
