import type { Command } from './command-bar.ts';
import { button, element } from './element.ts';
import type { ListColumn } from './list-columns.ts';
import type { ListState } from './list-query.ts';
import { createMenuButton } from './menu-button.ts';
import type { Table } from './metadata.ts';
import { toRecord } from './route.ts';
import { displayOf, type Row, textOf } from './row.ts';
import { rowName } from './row-name.ts';

export type ListGrid = {
  readonly node: HTMLElement;
  /** New rows; nothing is selected afterwards. */
  readonly show: (rows: readonly Row[], sort: ListState['sort']) => void;
  readonly selected: () => readonly Row[];
};

/** The table of a list: tick boxes, sortable headings, the name as link, a menu for each row. */
export function createListGrid(options: {
  readonly table: Table;
  readonly columns: readonly ListColumn[];
  readonly onSelect: () => void;
  readonly onSort: (column: string) => void;
  readonly commandsOf: (row: Row) => readonly Command[];
}): ListGrid {
  const { table, columns, onSelect } = options;
  const body = element('tbody');
  const all = element('input', {
    type: 'checkbox',
    'aria-label': 'Select all on this page',
    'data-testid': 'select-all',
  });
  const head = element('tr');
  let ticks: readonly { readonly row: Row; readonly tick: HTMLInputElement; readonly node: HTMLElement }[] = [];
  const selected = () => ticks.filter(({ tick }) => tick.checked).map(({ row }) => row);
  const mark = () => {
    for (const { tick, node } of ticks) node.classList.toggle('selected', tick.checked);
    all.checked = ticks.length > 0 && selected().length === ticks.length;
    all.indeterminate = selected().length > 0 && !all.checked;
    onSelect();
  };
  all.addEventListener('change', () => {
    for (const { tick } of ticks) tick.checked = all.checked;
    mark();
  });
  const show = (rows: readonly Row[], sort: ListState['sort']) => {
    head.replaceChildren(
      element('th', { class: 'tick-cell' }, all),
      ...columns.map((column) => toHeading(column, sort, options.onSort)),
      element('th', { class: 'menu-cell' }, element('span', { class: 'for-readers' }, 'Commands')),
    );
    ticks = rows.map((row) => {
      const tick = element('input', { type: 'checkbox', 'aria-label': `Select ${rowName(table, row)}` });
      tick.addEventListener('change', mark);
      return { row, tick, node: toTableRow(options, row, tick) };
    });
    body.replaceChildren(...ticks.map(({ node }) => node));
    mark();
  };
  const node = element('table', { class: 'list', 'aria-label': table.pluralLabel }, element('thead', {}, head), body);
  return { node, show, selected };
}

function toHeading(
  { name, label, type }: ListColumn,
  sort: ListState['sort'],
  onSort: (column: string) => void,
): HTMLElement {
  const sorted = sort.column === name ? (sort.descending ? 'descending' : 'ascending') : undefined;
  // A lookup has no column of its own to sort by.
  if (type === 'Lookup' || type === 'Customer') return element('th', { scope: 'col' }, label);
  const arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' }, sorted ? (sort.descending ? '↓' : '↑') : '');
  const control = button(label, () => onSort(name), { class: 'sort' }, label, arrow);
  return element('th', { scope: 'col', 'aria-sort': sorted }, control);
}

function toTableRow(
  {
    table,
    columns,
    commandsOf,
  }: { table: Table; columns: readonly ListColumn[]; commandsOf: (row: Row) => readonly Command[] },
  row: Row,
  tick: HTMLInputElement,
): HTMLElement {
  const id = textOf(row, table.idColumn);
  const cells = columns.map((column, index) => {
    const text = displayOf(row, column.name);
    // The first column opens the record even when it is empty: a row must never be out of reach.
    const content = index === 0 ? element('a', { href: toRecord(table.name, id) }, text || rowName(table, row)) : text;
    return element('td', { title: text.length > 40 ? text.slice(0, 300) : undefined }, content);
  });
  return element(
    'tr',
    { 'data-testid': `row-${id}` },
    element('td', { class: 'tick-cell' }, tick),
    ...cells,
    element(
      'td',
      { class: 'menu-cell' },
      createMenuButton({
        label: `Commands for ${rowName(table, row)}`,
        icon: 'more',
        testId: 'row-menu',
        commandsOf: () => commandsOf(row),
      }),
    ),
  );
}
