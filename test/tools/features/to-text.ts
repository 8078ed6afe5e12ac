import type { Feature, State } from './judge-features.ts';

type Features = Readonly<Record<string, Feature>>;
const states = ['passed', 'not yet', 'failed'] as const;

/** One line for each row, then a sum for each group and for all. */
export function toText(features: Features): string {
  const lines = Object.entries(features).map(
    ([id, { state, sentence }]) => `${id.padEnd(8)}${state.padEnd(9)}${sentence}`,
  );
  return [...lines, '', ...toSums(features)].join('\n');
}

function toSums(features: Features): readonly string[] {
  const groups = Map.groupBy(Object.entries(features), ([id]) => groupOf(id));
  const rows = [...groups].map(([group, members]) =>
    toRow(
      group,
      members.map(([, { state }]) => state),
    ),
  );
  const all = toRow(
    'all',
    Object.values(features).map(({ state }) => state),
  );
  return [toCells('', [...states, 'of']), ...rows, all];
}

function groupOf(id: string): string {
  return /^(R|G-\d+|[A-Z]+)/.exec(id)?.[0] ?? id;
}

function toRow(name: string, found: readonly State[]): string {
  const counts = states.map((state) => found.filter((one) => one === state).length);
  return toCells(name, [...counts, found.length].map(String));
}

function toCells(name: string, cells: readonly string[]): string {
  return name.padEnd(8) + cells.map((cell) => cell.padStart(9)).join('');
}
