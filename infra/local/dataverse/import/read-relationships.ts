import type { CascadeDelete } from '../schema/table.ts';
import { child, childrenNamed, textIn, type Xml } from './xml.ts';

export type RelationshipPart = {
  readonly name: string;
  readonly child: string;
  readonly column: string;
  readonly parent: string;
  readonly onDelete: CascadeDelete;
  /** Names of the navigation properties where the export tells them. */
  readonly navigation?: string;
  readonly collection?: string;
};

/** `<EntityRelationships>`: those of one to many. Many-to-many ones are left out. */
export function readRelationships(customizations: Xml): readonly RelationshipPart[] {
  return childrenNamed(child(customizations, 'EntityRelationships'), 'EntityRelationship')
    .filter((part) => textIn(part, 'EntityRelationshipType') === 'OneToMany')
    .map((part) => {
      const navigation = navigationName(part, '1');
      const collection = navigationName(part, '0');
      return {
        name: part.attributes.Name ?? '',
        child: textIn(part, 'ReferencingEntityName').toLowerCase(),
        column: textIn(part, 'ReferencingAttributeName').toLowerCase(),
        parent: textIn(part, 'ReferencedEntityName').toLowerCase(),
        onDelete: cascade(textIn(part, 'CascadeDelete')),
        ...(navigation !== undefined && { navigation }),
        ...(collection !== undefined && { collection }),
      };
    });
}

/** Role type 1 is the side that holds the lookup, 0 the other. */
function navigationName(part: Xml, roleType: string): string | undefined {
  const role = childrenNamed(child(part, 'EntityRelationshipRoles'), 'EntityRelationshipRole').find(
    (candidate) => textIn(candidate, 'RelationshipRoleType') === roleType,
  );
  return textIn(role, 'NavigationPropertyName') || undefined;
}

function cascade(text: string): CascadeDelete {
  return text === 'Cascade' || text === 'Restrict' || text === 'RemoveLink' ? text : 'NoCascade';
}
