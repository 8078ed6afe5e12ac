export type Property = {
  readonly name: string;
  readonly value: unknown;
  /** OData type as annotated (`Edm.Int64`); absent where JSON's own type says it. */
  readonly type: string | undefined;
};

const ofTheSystem = new Set(['PartitionKey', 'RowKey', 'Timestamp']);

/** The properties that the table would store: no annotation, no system property, nothing that is null. */
export function readProperties(entity: Readonly<Record<string, unknown>>): readonly Property[] {
  return Object.entries(entity).flatMap(([name, value]) => {
    if (value === null || ofTheSystem.has(name) || /(^|@)odata\./.test(name)) return [];
    const type = entity[`${name}@odata.type`];
    return [{ name, value, type: typeof type === 'string' ? type : undefined }];
  });
}
