import { button, element } from './element.ts';
import type { Grid } from './form-body.ts';
import { icon } from './icons.ts';
import { createPermissionRow } from './permission-grid-row.ts';
import type { PermissionRows } from './permission-rows.ts';
import type { Lookup } from './row.ts';

const headings = ['Subscription', 'Channel', 'Granted', 'Source', 'Change', 'Remove'];

/** The permission rows of the record: add, tick, untick, remove. What is done here is written when the form is saved. */
export function createPermissionGrid(
  label: string,
  permissions: PermissionRows,
  subscriptions: readonly Lookup[],
): Grid {
  const body = element('tbody');
  const head = element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)));
  const table = element('table', { class: 'permissions', 'aria-label': label }, element('thead', {}, head), body);
  const empty = element('p', { class: 'empty' }, 'No permissions yet.');
  const addRow = () => {
    permissions.add(firstFree(permissions, subscriptions));
    body.querySelector<HTMLElement>('tr:last-child select')?.focus();
  };
  const addLabel = 'Add permission';
  const add = button(addLabel, addRow, { 'data-testid': 'permission-add' }, icon('plus'), addLabel);
  let disabled = false;
  const paint = () => {
    const focused = document.activeElement?.getAttribute('data-focus') ?? '';
    const rows = permissions.rows();
    body.replaceChildren(
      ...rows.map(({ row, change }) => createPermissionRow({ row, change, permissions, subscriptions, disabled })),
    );
    table.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
    add.disabled = disabled || subscriptions.length === 0;
    if (focused) body.querySelector<HTMLElement>(`[data-focus="${focused}"]`)?.focus();
  };
  permissions.onChange(paint);
  paint();
  return {
    node: element('div', { class: 'permission-grid', 'data-testid': 'permissions' }, table, empty, add),
    setDisabled: (is) => {
      disabled = is;
      paint();
    },
  };
}

const channelsInOrder = [1, 2];

/** The first pair that has no row yet: a second row for the same pair would only raise the question which of the two counts. */
function firstFree(permissions: PermissionRows, subscriptions: readonly Lookup[]) {
  const taken = new Set(permissions.rows().map(({ row }) => `${row.subscription?.id}~${row.channel}`));
  const pairs = channelsInOrder.flatMap((channel) => subscriptions.map((subscription) => ({ subscription, channel })));
  const free = pairs.find(({ subscription, channel }) => !taken.has(`${subscription.id}~${channel}`));
  return free ?? { subscription: subscriptions[0] ?? null, channel: 1 };
}
