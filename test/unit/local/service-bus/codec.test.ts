import rhea from 'rhea';
import { skipValue } from '../../../../infra/local/service-bus/codec/amqp-value.ts';
import { swapGuid, toTicks } from '../../../../infra/local/service-bus/codec/dotnet.ts';
import { readMessage } from '../../../../infra/local/service-bus/codec/read-message.ts';
import { splitBatch } from '../../../../infra/local/service-bus/codec/split-batch.ts';
import { withApplicationProperties } from '../../../../infra/local/service-bus/codec/with-application-properties.ts';
import { withMessageId } from '../../../../infra/local/service-bus/codec/with-message-id.ts';
import { writeDelivery } from '../../../../infra/local/service-bus/codec/write-delivery.ts';

const { message, types } = rhea;
const facts = {
  sequenceNumber: 7,
  enqueuedSequenceNumber: 5,
  enqueuedAt: 1_700_000_000_000,
  lockedUntil: 1_700_000_060_000,
  deliveryCount: 2,
  state: 1,
} as const;
const encode = (fields: object) => Buffer.from(message.encode(fields));
const throughBroker = (fields: object) => message.decode(writeDelivery(readMessage(encode(fields)), facts));

describe('reading a message', () => {
  test('finds the fields a broker acts on', () => {
    const bytes = encode({
      durable: true,
      priority: 3,
      ttl: 60_000,
      message_id: 'm',
      group_id: 's',
      message_annotations: { 'x-opt-scheduled-enqueue-time': types.wrap_timestamp(1_700_000_000_000) },
      body: 1,
    });

    expect(readMessage(bytes)).toMatchObject({
      durable: true,
      priority: 3,
      timeToLiveMs: 60_000,
      messageId: 'm',
      sessionId: 's',
      scheduledFor: 1_700_000_000_000,
      sizeBytes: bytes.length,
    });
  });

  const ids: [string, unknown][] = [
    ['a number', types.wrap_ulong(1)],
    ['a uuid', types.wrap_uuid(Buffer.alloc(16, 1))],
    ['bytes', types.wrap_binary(Buffer.from('m'))],
  ];
  test('tells message ids of different types apart', () => {
    const texts = ids.map(([, id]) => readMessage(encode({ message_id: id, body: 1 })).messageId);

    expect(new Set(texts).size).toBe(ids.length);
    expect(texts).not.toContain(undefined);
  });

  test('refuses bytes that are no message', () => {
    expect(() => readMessage(Buffer.from('hello'))).toThrow('A message section was expected');
    expect(() => readMessage(Buffer.from([0, 0x53]))).toThrow('out of range');
  });
});

describe('writing a delivery', () => {
  test('leaves what the sender said, whatever its type', () => {
    const sent = {
      message_id: types.wrap_uuid(Buffer.alloc(16, 1)),
      subject: 'x'.repeat(300),
      application_properties: { long: types.wrap_long(5), nothing: null, ['k'.repeat(300)]: 'v' },
      footer: { end: true },
      body: message.data_sections([Buffer.from('a'), Buffer.from('b')]),
    };

    const received = throughBroker(sent);

    expect(received.subject).toBe(sent.subject);
    expect(received.application_properties).toMatchObject({ long: 5, nothing: null, ['k'.repeat(300)]: 'v' });
    expect(received.footer).toEqual({ end: true });
    expect(received.body.content).toEqual([Buffer.from('a'), Buffer.from('b')]);
  });

  test('adds what the broker knows, and replaces what the sender claimed to know', () => {
    const received = throughBroker({
      delivery_count: 9,
      message_annotations: { 'x-opt-sequence-number': 99, 'x-opt-partition-key': 'p' },
      body: 1,
    });

    expect(received.delivery_count).toBe(2);
    expect(received.message_annotations).toMatchObject({
      'x-opt-sequence-number': 7,
      'x-opt-enqueue-sequence-number': 5,
      'x-opt-partition-key': 'p',
      'x-opt-message-state': 1,
    });
    expect(Number(received.message_annotations['x-opt-locked-until'])).toBe(facts.lockedUntil);
  });
});

describe('changing a message', () => {
  test('application properties are added and replaced, the others keep their types', () => {
    const content = readMessage(encode({ application_properties: { kept: types.wrap_ubyte(7), old: 1 }, body: 'b' }));

    const changed = withApplicationProperties(content, { old: 2, added: 'text' });

    expect(changed.applicationProperties?.includes(Buffer.from([0x50, 7]))).toBe(true);
    expect(message.decode(writeDelivery(changed, facts)).application_properties).toEqual({
      kept: 7,
      old: 2,
      added: 'text',
    });
  });

  const cases: [string, object][] = [
    ['without properties', { body: 1 }],
    ['with other properties', { subject: 'kept', group_id: 's', body: 1 }],
  ];
  for (const [title, fields] of cases) {
    test(`a message ${title} gets an id`, () => {
      const received = message.decode(writeDelivery(withMessageId(readMessage(encode(fields)), 'new'), facts));

      expect(received).toMatchObject({ ...fields, message_id: 'new' });
    });
  }
});

test('a batch is split into the messages it carries', () => {
  const messages = [encode({ body: 'small' }), encode({ body: 'x'.repeat(1000) })];
  const envelope = encode({ body: message.data_sections(messages) });

  expect(splitBatch(envelope)).toEqual(messages);
});

test('every AMQP value can be walked over', () => {
  const values = [null, true, 1, -1, 300, 1e10, 1.5, 'text', Buffer.from('b'), [1, 'a'], { a: { b: [] } }, new Date(0)];
  const all = encode({ body: values });

  let offset = 0;
  while (offset < all.length) offset = skipValue(all, offset);

  expect(offset).toBe(all.length);
  expect(() => skipValue(Buffer.from([0x01]), 0)).toThrow('0x1');
});

test('a lock token turns its first three groups round, and back', () => {
  const token = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

  expect(swapGuid(token).toString('hex')).toBe('33221100554477668899aabbccddeeff');
  expect(swapGuid(swapGuid(token))).toEqual(token);
});

test('ticks count from the year 1', () => {
  expect(toTicks(0).readBigInt64BE(0)).toBe(621_355_968_000_000_000n);
});
