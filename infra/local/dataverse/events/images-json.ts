import type { Schema } from '../schema/schema.ts';
import type { DataEvent } from './data-event.ts';
import { entityJson, imageJson } from './entity-json.ts';
import type { Step } from './step-book.ts';

type ImageEntry = { readonly key: string; readonly value: ReturnType<typeof imageJson> };

/** PreEntityImages: the registered ones whose row was there before. */
export function preImages(schema: Schema, step: Step, event: DataEvent): readonly ImageEntry[] {
  return step.images
    .filter(({ when }) => when !== 'post')
    .flatMap(({ alias, columns, property }) => {
      const rows = event.images.get(property);
      if (!rows?.pre) return [];
      return [{ key: alias, value: imageJson(schema.table(rows.table), rows.table, rows.pre, columns) }];
    });
}

/**
 * PostEntityImages: the registered ones, and for asynchronous steps in PostOperation one that nobody registered: alias
 * AsynchronousStepPrimaryName, with the primary name and the id only, without labels (all stored public payloads have it).
 */
export function postImages(schema: Schema, step: Step, event: DataEvent): readonly ImageEntry[] {
  const registered = step.images
    .filter(({ when }) => when !== 'pre')
    .flatMap(({ alias, columns, property }) => {
      const rows = event.images.get(property);
      if (!rows?.post) return [];
      return [{ key: alias, value: imageJson(schema.table(rows.table), rows.table, rows.post, columns) }];
    });
  return [...registered, ...automaticImage(schema, step, event)];
}

function automaticImage(schema: Schema, step: Step, event: DataEvent): readonly ImageEntry[] {
  const rows = event.images.get('Target');
  if (step.synchronous || step.stage !== 40 || !rows?.post) return [];
  const table = schema.table(rows.table);
  const name = table?.primaryName;
  const value = name === undefined ? undefined : rows.post.values[name];
  const values = {
    ...(name !== undefined && value !== undefined && { [name]: value }),
    [table?.key ?? `${rows.table}id`]: rows.post.id,
  };
  const entity = { name: rows.table, id: rows.post.id, values };
  return [{ key: 'AsynchronousStepPrimaryName', value: entityJson(table, entity, { marked: false, labels: false }) }];
}
