import { type Remembered, type ShowDoors, showRecord } from '../../../../functions/src/sync/show-record.ts';
import { idOf } from '../../builders.ts';

function setUp(first: Partial<Remembered>, conflicts = 0) {
  let remembered: Remembered = { display: 'd1', shown: '', withheld: {}, standing: {}, reject: undefined, ...first };
  let lost = conflicts;
  const texts: unknown[] = [];
  const written: unknown[] = [];
  const issues: string[] = [];
  const doors: ShowDoors = {
    connection: 'spotler',
    remembered: async () => remembered,
    nameOf: async (key) => ({ '1~email': 'Newsletter' })[key] ?? key,
    writeColumns: async (_, columns) => {
      texts.push(columns.assent_withheld);
      written.push(columns);
      return { from: '1', to: '2' };
    },
    rememberShown: async (_, display) => {
      lost -= 1;
      if (lost >= 0) return false;
      remembered = { ...remembered, shown: display };
      return true;
    },
    readIssue: async () => ({ status: 'open', code: 'X', message: 'm', attempts: 1 }),
    createIssue: async (_, { code }) => void issues.push(`create ${code}`),
    updateIssue: async (_, { status, code }) => void issues.push(`${status} ${code ?? ''}`.trim()),
  };
  return { texts, written, issues, show: () => showRecord('contact', idOf(1), doors) };
}

test('a yes that is withheld is shown with the name of its subscription and the reason', async () => {
  const { show, texts } = setUp({ withheld: { '1~email': 'withdrawn by the recipient' } });

  await show();

  expect(texts).toEqual(['Newsletter (1~email): withdrawn by the recipient']);
});

test('nothing withheld empties the column, and no reject closes the issue', async () => {
  const { show, texts, issues } = setUp({});

  await show();

  expect(texts).toEqual([null]);
  expect(issues).toEqual(['closed']);
});

test('a reject opens its issue', async () => {
  const { show, issues } = setUp({ reject: { code: 'Y', message: 'm', attempts: 1 } });

  await show();

  expect(issues).toEqual(['open Y']);
});

test('what is shown already is not written again', async () => {
  const { show, texts } = setUp({ display: 'd1', shown: 'd1' });

  await show();

  expect(texts).toEqual([]);
});

test('somebody looked at the record meanwhile: shown again, as it is now', async () => {
  const { show, texts } = setUp({}, 2);

  await show();

  expect(texts).toHaveLength(3);
});

test('how the address stands with the platform is shown beside it', async () => {
  const { show, written } = setUp({ standing: { assent_bounce: 2, assent_globaloptout: true } });

  await show();

  expect(written).toEqual([{ assent_withheld: null, assent_bounce: 2, assent_globaloptout: true }]);
});
