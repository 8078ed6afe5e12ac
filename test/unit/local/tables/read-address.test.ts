import { kindOf, readAddress } from '../../../../infra/local/tables/calls/read-address.ts';

const keys: [string, string, string][] = [
  ["/account/rows(PartitionKey='p',RowKey='r')", 'p', 'r'],
  ["/account/rows(PartitionKey='p''1',RowKey='r%2F2')?timeout=30", "p'1", 'r/2'],
  ["http://127.0.0.1:1234/account/rows(PartitionKey='a%3Fb',RowKey='c d')", 'a?b', 'c d'],
  ["https://name.table.core.windows.net/account/rows(PartitionKey='',RowKey='%F0%9F%92%8C')", '', '💌'],
];
for (const [path, partitionKey, rowKey] of keys) {
  test(`${path} names an entity`, () => {
    expect(readAddress(path)?.keys).toEqual({ partitionKey, rowKey });
  });
}

test('an address with broken percent signs cannot be read', () => {
  expect(readAddress("/account/rows(PartitionKey='%E0%A4%A',RowKey='r')")).toBeUndefined();
});

const kinds: [string, string, string][] = [
  ['GET', "/account/rows(PartitionKey='p',RowKey='r')", 'get'],
  ['GET', '/account/rows()?$filter=n%20eq%201', 'query'],
  ['GET', '/account/rows', 'query'],
  ['POST', '/account/$batch', 'transaction'],
  ['POST', '/account/rows', 'other'],
  ['DELETE', "/account/rows(PartitionKey='p',RowKey='r')", 'other'],
  ['GET', '/account/Tables', 'other'],
  ['GET', "/account/Tables('rows')", 'other'],
  ['GET', '/account/?restype=service&comp=properties', 'other'],
];
for (const [method, path, kind] of kinds) {
  test(`${method} ${path} is counted as ${kind}`, () => {
    expect(kindOf(method, readAddress(path))).toBe(kind);
  });
}
