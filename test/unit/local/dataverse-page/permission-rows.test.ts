import { createPermissionRows, type PermissionRow } from '../../../../infra/local/dataverse/page/permission-rows.ts';

const newsletter = { table: 'assent_subscription', id: 's1', name: 'Newsletter' };
const stored: PermissionRow = {
  key: 'p1',
  id: 'p1',
  subscription: newsletter,
  channel: 1,
  granted: true,
  source: 'import',
  active: true,
};

function withStored() {
  const permissions = createPermissionRows();
  permissions.load([stored]);
  return permissions;
}
const changesOf = (permissions: ReturnType<typeof withStored>) => permissions.rows().map(({ change }) => change);

test('loaded rows have no change', () => {
  const permissions = withStored();

  expect(changesOf(permissions)).toEqual(['none']);
  expect(permissions.isDirty()).toBe(false);
});

test('an added row is granted, comes from the form and is new', () => {
  const permissions = withStored();

  permissions.add({ subscription: newsletter, channel: 2 });

  expect(permissions.rows()[1]).toMatchObject({ change: 'new', row: { granted: true, source: 'form', channel: 2 } });
});

test('an unticked row is changed, and ticked again it is not', () => {
  const permissions = withStored();

  permissions.change('p1', { granted: false });
  const unticked = changesOf(permissions);
  permissions.change('p1', { granted: true });

  expect(unticked).toEqual(['changed']);
  expect(permissions.isDirty()).toBe(false);
});

test('a stored row that is removed stays in sight and can be taken back', () => {
  const permissions = withStored();

  permissions.remove('p1');
  const removed = changesOf(permissions);
  permissions.restore('p1');

  expect(removed).toEqual(['removed']);
  expect(permissions.isDirty()).toBe(false);
});

test('a new row that is removed is gone at once', () => {
  const permissions = withStored();
  permissions.add({ subscription: newsletter, channel: 1 });

  permissions.remove('new-1');

  expect(changesOf(permissions)).toEqual(['none']);
});

test('a settled row has no change any more; settled without id it is gone', () => {
  const permissions = withStored();
  permissions.add({ subscription: newsletter, channel: 2 });
  permissions.remove('p1');

  permissions.settle('new-1', 'p2');
  permissions.settle('p1', undefined);

  expect(permissions.rows()).toMatchObject([{ change: 'none', row: { id: 'p2' } }]);
});
