import { type Annotations, readAnnotations } from '../odata/annotations.ts';
import { splitOutside } from '../odata/query-options.ts';

/** What the header `Prefer` asks for (page "compose HTTP requests", preference headers). */
export type Prefer = {
  readonly representation: boolean;
  readonly annotations: Annotations;
  readonly maxPageSize?: number;
  readonly trackChanges: boolean;
  readonly respondAsync: boolean;
};

export function readPrefer(header: string | undefined): Prefer {
  const parts = new Map(splitQuoted(header ?? '').map(readPreference));
  const size = Number(parts.get('odata.maxpagesize'));
  return {
    representation: parts.get('return') === 'representation',
    annotations: readAnnotations(parts.get('odata.include-annotations')),
    // Above 5000 the preference is ignored.
    ...(Number.isInteger(size) && size > 0 && size <= 5000 && { maxPageSize: size }),
    trackChanges: parts.has('odata.track-changes'),
    respondAsync: parts.has('respond-async'),
  };
}

function splitQuoted(text: string): readonly string[] {
  const single = text.replaceAll('"', "'");
  return [...splitOutside(single, ',')].flatMap((part) => splitOutside(part, ';'));
}

function readPreference(text: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([^=]+)(?:=(.*))?$/.exec(text) ?? [];
  return [name.trim().toLowerCase(), value.trim().replace(/^'(.*)'$/, '$1')];
}
