import { countsKey, stateKey } from '../../../../functions/src/relay/keys.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;
const noPermission = [permissionRow({ granted: false })];

describe('a store where somebody else was faster', () => {
  /** The first `count` transactions are lost: `meddle` happens just before each of them. */
  function contested(count: number, meddle: (made: ReturnType<typeof world>) => Promise<void>) {
    let left = count;
    const made: ReturnType<typeof world> = world({
      records: {
        get: (partition, key) => made.store.get(partition, key),
        transact: async (changes) => {
          left -= 1;
          if (left >= 0) await meddle(made);
          return made.store.transact(changes);
        },
      },
    });
    return made;
  }

  const count = async ({ store }: ReturnType<typeof world>) => {
    const counts = await store.get('p00', countsKey);
    const row = { partitionKey: 'p00', rowKey: countsKey, applied: Number(counts?.applied ?? 0) + 1 };
    await store.transact([{ kind: 'upsert', row }]);
  };

  test('counts that changed meanwhile are read again; nothing is sent twice', async () => {
    const { handle, crm, counts, writes } = contested(3, count);
    crm.set(contact(1), found({ permissionRows: [] }));

    await handle(message([nudge()]));

    expect((await counts()).applied).toBe(4);
    expect(writes).toHaveLength(1);
  });

  test('a permission nudge is counted also where the counts changed meanwhile', async () => {
    const { handle, counts } = contested(2, count);

    await handle(message([nudge({ table: 'assent_permission', id: idOf(5) })]));

    expect(await counts()).toMatchObject({ applied: 2, skipped: 1 });
  });

  test('a state row that changed meanwhile is looked at again: the older look does not win', async () => {
    const made = contested(1, async ({ crm, store }) => {
      crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
      const other = world({ records: store });
      other.crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
      await other.handle(message([nudge()], { messageId: 'other' }));
    });
    made.crm.set(contact(1), found());

    await made.handle(message([nudge()]));

    expect(made.contacts.get(idOf(1))?.permissions[newsletter] ?? false).toBe(false);
    expect(await made.stateOf(idOf(1))).toMatchObject({ version: '101', told: { [newsletter]: false } });
  });

  const refusal = { kind: 'refused', code: 'X' } as const;
  const success = { kind: 'done' } as const;

  test.each([
    ['refused twice is under way no more: the next event need not wait for it', [refusal, refusal], []],
    ['done, then refused may be on', [success, refusal], [newsletter]],
    ['refused, then done is done', [refusal, success], []],
  ] as const)('a grant whose state row was written under it and that is %s', async (_, answers, pending) => {
    const made = world();
    let calls = 0;
    made.script.answer = ({ externalId }) => {
      const row = made.store.rows.get(`p00/${stateKey('spotler', 'contact', externalId)}`);
      // As whoever writes down what the CRM shows of a record.
      if (calls === 0 && row) void made.store.transact([{ kind: 'upsert', row: { ...row, shown: 'x' } }]);
      calls += 1;
      return answers[calls - 1];
    };
    made.crm.set(contact(1), found());

    await made.handle(message([nudge()], { handling: 'first' }));

    expect(calls).toBe(2);
    expect(await made.stateOf(idOf(1))).toMatchObject({ pending });
  });

  test('a record that never stops changing is thrown back, not written over', async () => {
    const { handle, crm } = world({ records: { get: async () => undefined, transact: async () => 'conflict' } });
    crm.set(contact(1), found());

    await expect(handle(message([nudge()]))).rejects.toThrow('kept changing');
  });
});
