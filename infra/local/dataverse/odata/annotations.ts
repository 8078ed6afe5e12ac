/** Which annotations `Prefer: odata.include-annotations="…"` asks for; `*` stands for any text. */
export type Annotations = (name: string) => boolean;

export const formattedValue = 'OData.Community.Display.V1.FormattedValue';
export const lookupLogicalName = 'Microsoft.Dynamics.CRM.lookuplogicalname';
export const associatedNavigation = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

export function noAnnotations(): boolean {
  return false;
}

export function readAnnotations(list: string | undefined): Annotations {
  if (list === undefined) return noAnnotations;
  const patterns = list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (patterns.includes('*')) return () => true;
  return (name) =>
    patterns.some((pattern) => pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))));
}
