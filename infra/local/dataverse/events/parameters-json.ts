import type { Schema } from '../schema/schema.ts';
import type { InputValue, Parameter } from './data-event.ts';
import { entityJson } from './entity-json.ts';
import { optionJson, referenceJson } from './value-json.ts';

/** InputParameters or OutputParameters: a list of key and value, as .NET writes a dictionary. */
export function parametersJson(schema: Schema, parameters: readonly Parameter[]) {
  return parameters.map(({ key, value }) => ({ key, value: parameterJson(schema, value) }));
}

function parameterJson(schema: Schema, value: InputValue): unknown {
  switch (value.kind) {
    case 'entity':
      return entityJson(
        schema.table(value.table),
        { name: value.table, id: value.id, values: value.values },
        { marked: true, labels: value.labels },
      );
    case 'reference':
      return referenceJson(value.table, value.id);
    case 'option':
      return optionJson(value.value);
    case 'plain':
      return value.value;
  }
}
