import { rowsOf, textOf } from '../row.ts';
import type { WebApi } from '../web-api.ts';

/** Who works on the page, and where. */
export type Person = {
  readonly userId: string;
  readonly userName: string;
  readonly organizationId: string;
  readonly uniqueName: string;
  readonly languageId: number;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
};

/**
 * The language is English; `?lcid=1043` in the page's address stands for the person's own setting.
 */
export async function readPerson(api: WebApi): Promise<Person> {
  const me = await api.read('WhoAmI');
  const userId = textOf(me, 'UserId');
  const organizationId = textOf(me, 'OrganizationId');
  const user = await api.read(
    `systemusers(${userId})?$select=fullname&$expand=systemuserroles_association($select=name)`,
  );
  const organization = await api.read(`organizations(${organizationId})?$select=name`);
  return {
    userId,
    userName: textOf(user, 'fullname'),
    organizationId,
    uniqueName: textOf(organization, 'name'),
    languageId: Number(new URLSearchParams(location.search).get('lcid') ?? '1033'),
    roles: rowsOf(user.systemuserroles_association).map((row) => ({
      id: textOf(row, 'roleid'),
      name: textOf(row, 'name'),
    })),
  };
}
