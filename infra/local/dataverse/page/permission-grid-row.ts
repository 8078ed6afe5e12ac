import { button, element } from './element.ts';
import { icon } from './icons.ts';
import type { Change, PermissionRow, PermissionRows } from './permission-rows.ts';
import type { Lookup } from './row.ts';

const channels = [
  { id: '1', name: 'E-mail' },
  { id: '2', name: 'SMS' },
];
const changeLabels: Record<Change, string> = { none: '', new: 'New', changed: 'Changed', removed: 'Removed on Save' };

/**
 * One permission as a table row. Subscription and channel are chosen while it is new; a stored row is granted or not, or removed.
 * `data-focus` names each control, so that the keyboard finds its place again after the grid was painted anew.
 */
export function createPermissionRow(view: {
  readonly row: PermissionRow;
  readonly change: Change;
  readonly permissions: PermissionRows;
  readonly subscriptions: readonly Lookup[];
  readonly disabled: boolean;
}): HTMLElement {
  const { row, change, permissions, subscriptions, disabled } = view;
  const name = row.subscription?.name ?? 'No subscription';
  const channel = channels.find(({ id }) => id === String(row.channel))?.name ?? `Channel ${row.channel}`;
  const chooseSubscription = (id: string) =>
    permissions.change(row.key, { subscription: subscriptions.find((one) => one.id === id) ?? null });
  const chooseChannel = (id: string) => permissions.change(row.key, { channel: Number(id) });
  const isNew = change === 'new';
  const cells = [
    isNew ? choice(row, 'Subscription', subscriptions, row.subscription?.id ?? '', chooseSubscription) : name,
    isNew ? choice(row, 'Channel', channels, String(row.channel), chooseChannel) : channel,
    tickBox(row, `${name}, ${channel}: granted`, permissions, disabled || change === 'removed'),
    row.source,
    [changeLabels[change], row.active ? '' : 'Inactive'].filter((text) => text).join(', '),
    change === 'removed' ? undo(row, permissions, disabled) : remove(row, name, permissions, disabled),
  ];
  const attributes = { 'data-testid': 'permission-row', 'data-id': row.id, class: change };
  return element('tr', attributes, ...cells.map((cell) => element('td', {}, cell)));
}

function choice(
  { key }: PermissionRow,
  label: string,
  options: readonly { readonly id: string; readonly name: string }[],
  value: string,
  onChoose: (id: string) => void,
): HTMLElement {
  const name = label.toLowerCase();
  const attributes = { 'aria-label': label, 'data-testid': `permission-${name}`, 'data-focus': `${key}-${name}` };
  const select = element('select', attributes, ...options.map((one) => element('option', { value: one.id }, one.name)));
  select.value = value;
  select.addEventListener('change', () => onChoose(select.value));
  return select;
}

function tickBox(row: PermissionRow, label: string, permissions: PermissionRows, disabled: boolean): HTMLElement {
  const attributes = { 'data-testid': 'permission-granted', 'data-focus': `${row.key}-granted` };
  const tick = element('input', { type: 'checkbox', 'aria-label': label, disabled, ...attributes });
  tick.checked = row.granted;
  tick.addEventListener('change', () => permissions.change(row.key, { granted: tick.checked }));
  return tick;
}

function remove({ key }: PermissionRow, name: string, permissions: PermissionRows, disabled: boolean): HTMLElement {
  const attributes = { class: 'plain', disabled, 'data-focus': `${key}-remove`, 'data-testid': 'permission-remove' };
  return button(`Remove ${name}`, () => permissions.remove(key), attributes, icon('remove'));
}

function undo({ key }: PermissionRow, permissions: PermissionRows, disabled: boolean): HTMLElement {
  const attributes = { class: 'plain', disabled, 'data-focus': `${key}-remove`, 'data-testid': 'permission-undo' };
  return button('Undo', () => permissions.restore(key), attributes);
}
