import { openDynamics } from '../dynamics.ts';
import { marketingHistory as showHistory } from './marketing-history.ts';
import { type CommandArguments, readSelection } from './selection.ts';
import { syncNow as handOver } from './sync-now.ts';

/** The button *Sync now*: `PrimaryControl` on a form; `SelectedControl`, the selected ids and the table on a list or subgrid. */
export async function syncNow(...given: CommandArguments): Promise<void> {
  const dynamics = openDynamics(Xrm);
  const selection = await readSelection(given, dynamics, dynamics.say('syncTitle'));
  if (selection) await handOver(selection, dynamics);
}

/** The button *Marketing history*, with the same parameters. */
export async function marketingHistory(...given: CommandArguments): Promise<void> {
  const dynamics = openDynamics(Xrm);
  const selection = await readSelection(given, dynamics, dynamics.say('historyTitle'));
  if (selection) await showHistory(selection, dynamics);
}
