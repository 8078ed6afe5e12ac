import {
  closeIssue,
  type Issue,
  type IssueDoors,
  type IssueStatus,
  raiseIssue,
} from '../../../../functions/src/sync/raise-issue.ts';

const issue: Issue = { name: 'contact 1: X', code: 'X', message: 'the platform refuses it', attempts: 1 };

function setUp() {
  const rows = new Map<string, Issue & { readonly status: IssueStatus }>();
  const writes: string[] = [];
  const doors: IssueDoors = {
    readIssue: async (id) => {
      const row = rows.get(id);
      return row && { status: row.status, code: row.code, message: row.message, attempts: row.attempts ?? 0 };
    },
    createIssue: async (id, created) => {
      writes.push('create');
      rows.set(id, { ...created, status: 'open' });
    },
    updateIssue: async (id, columns) => {
      writes.push('update');
      rows.set(id, { ...issue, ...rows.get(id), ...columns });
    },
  };
  const only = () => [...rows.values()][0];
  const setStatus = (status: IssueStatus) => {
    for (const [id, row] of rows) rows.set(id, { ...row, status });
  };
  return { doors, writes, only, setStatus };
}

test('a cause has one row, however often it is raised', async () => {
  const { doors, writes } = setUp();

  await raiseIssue(['contact', '1'], issue, doors);
  await raiseIssue(['contact', '1'], issue, doors);

  expect(writes).toEqual(['create']);
});

test('another try that fails counts up, another code replaces the old one', async () => {
  const { doors, only } = setUp();
  await raiseIssue(['contact', '1'], issue, doors);

  await raiseIssue(['contact', '1'], { ...issue, code: 'Y', attempts: 2 }, doors);

  expect(only()).toMatchObject({ code: 'Y', attempts: 2, status: 'open' });
});

test('what a person dismissed stays dismissed until it happens again', async () => {
  const { doors, only, setStatus } = setUp();
  await raiseIssue(['contact', '1'], issue, doors);
  setStatus('dismissed');

  await raiseIssue(['contact', '1'], issue, doors);
  const first = only()?.status;
  await raiseIssue(['contact', '1'], { ...issue, attempts: 2 }, doors);

  expect([first, only()?.status]).toEqual(['dismissed', 'open']);
});

test('what is over is closed, and open again when it comes back', async () => {
  const { doors, only } = setUp();
  await raiseIssue(['contact', '1'], issue, doors);

  await closeIssue(['contact', '1'], doors);
  const first = only()?.status;
  await raiseIssue(['contact', '1'], issue, doors);

  expect([first, only()?.status]).toEqual(['closed', 'open']);
});

test('nothing is closed that was never open', async () => {
  const { doors, writes } = setUp();

  await closeIssue(['contact', '1'], doors);

  expect(writes).toEqual([]);
});
