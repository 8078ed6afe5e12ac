import { countChanges, readTransaction } from '../../../../infra/local/tables/refusals/read-transaction.ts';

/** As a client library sends it. */
const sent = [
  '--batch_b',
  'content-type: multipart/mixed; boundary=changeset_c',
  '',
  '--changeset_c',
  'content-type: application/http',
  'content-transfer-encoding: binary',
  '',
  'POST http://127.0.0.1:1/account/rows HTTP/1.1',
  'accept: application/json',
  '',
  '',
  '{"PartitionKey":"p","RowKey":"r"}',
  '--changeset_c',
  'content-type: application/http',
  '',
  "DELETE http://127.0.0.1:1/account/rows(PartitionKey='p',RowKey='s') HTTP/1.1",
  'if-match: *',
  '',
  '',
  '--changeset_c--',
  '--batch_b--',
  '',
];

for (const [name, ending] of [
  ['CR LF', '\r\n'],
  ['LF', '\n'],
] as const) {
  test(`the changes of a transaction are read, with ${name} at the ends of lines`, () => {
    const body = sent.join(ending);

    expect(readTransaction(body)).toEqual([
      { method: 'POST', address: { resource: 'rows' }, body: '{"PartitionKey":"p","RowKey":"r"}' },
      {
        method: 'DELETE',
        address: expect.objectContaining({ keys: { partitionKey: 'p', rowKey: 's' } }),
        body: '',
      },
    ]);
    expect(countChanges(Buffer.from(body))).toBe(2);
  });
}

test('a body without a change set has no changes', () => {
  expect(readTransaction('nonsense')).toEqual([]);
});
