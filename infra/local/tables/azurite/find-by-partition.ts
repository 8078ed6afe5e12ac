import { createRequire } from 'node:module';

/**
 * Run inside Azurite, before its own code: rows are found by their partition key first. By itself Azurite goes through every row of a table
 * for a query of one partition, and through every row of the same row key for a single one; Azure does neither, and whatever keeps
 * one row for each address would be measured as if it did. Answers stay the same.
 */
const requireAzurite = createRequire(createRequire(import.meta.url).resolve('azurite/package.json'));
const { Collection } = requireAzurite('lokijs');
const { default: Store } = requireAzurite('./dist/src/table/persistence/LokiTableMetadataStore.js');

type Keys = { readonly PartitionKey?: string; readonly RowKey?: string };
type Rows = { readonly chain: () => { readonly find: (keys: Keys) => unknown } };
type Tables = { readonly getEntityCollection: (...names: readonly string[]) => Rows };

const { findOne } = Collection.prototype;
const { queryTableEntities } = Store.prototype;

/** The store looks up by the first key in an index, and goes through what that has found for the second. */
Collection.prototype.findOne = function (this: unknown, { PartitionKey, ...others }: Keys): unknown {
  return findOne.call(this, PartitionKey === undefined ? others : { PartitionKey, ...others });
};

Store.prototype.queryTableEntities = function (
  this: Tables,
  context: unknown,
  account: string,
  table: string,
  options: { readonly filter?: string },
  ...from: readonly unknown[]
): unknown {
  const PartitionKey = partitionOf(options.filter);
  const tables =
    PartitionKey === undefined
      ? this
      : Object.create(this, {
          getEntityCollection: {
            value: (...names: readonly string[]) => ({
              chain: () =>
                this.getEntityCollection(...names)
                  .chain()
                  .find({ PartitionKey }),
            }),
          },
        });
  return queryTableEntities.call(tables, context, account, table, options, ...from);
};

/** The one partition that a filter asks for; undefined where it may be another, or is spelt in another way. */
function partitionOf(filter = ''): string | undefined {
  return /^PartitionKey eq '([^']*)' and RowKey ge '[^']*' and RowKey lt '[^']*'$/.exec(filter)?.[1];
}
