import { badRequest } from '../errors.ts';

/** Where a page begins: behind an id, or for sorted queries behind a number of rows. `given`: rows of the pages before. */
export type Place = { readonly after?: string; readonly skip: number; readonly given: number };

/** The value of `$skiptoken`; opaque to callers. */
export function writePlace({ after, skip, given }: Place): string {
  return `<cookie after="${after ?? ''}" skip="${skip}" given="${given}" />`;
}

export function readPlace(token: string | undefined): Place {
  if (token === undefined) return { skip: 0, given: 0 };
  const [, after = '', skip, given] = /^<cookie after="(.*)" skip="(\d+)" given="(\d+)" \/>$/.exec(token) ?? [];
  if (skip === undefined) throw badRequest('The $skiptoken is not one of this service.', '0x80060888');
  return { ...(after !== '' && { after }), skip: Number(skip), given: Number(given) };
}
