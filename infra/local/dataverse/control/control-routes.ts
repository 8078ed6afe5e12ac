import { Hono } from 'hono';
import type { StandIn } from '../server/stand-in.ts';
import { dropColumns, hideRows, secureColumns } from './access.ts';
import { asyncSettings } from './async.ts';
import { addClient } from './clients.ts';
import { type Control, controlHandler } from './control.ts';
import { addFault, clearFaults } from './faults.ts';
import { importZip } from './import.ts';
import { requests, webhooks } from './logs.ts';
import { copy, mark, reset, restore, snapshot } from './save-points.ts';
import { seed } from './seed.ts';
import { settings } from './settings.ts';
import { state } from './state.ts';
import { clock, expireDeltaTokens, limits, versions } from './switches.ts';
import { write } from './write.ts';

const reads: Readonly<Record<string, Control>> = { state, requests, webhooks };

const orders: Readonly<Record<string, Control>> = {
  async: asyncSettings,
  clients: addClient,
  clock,
  columns: dropColumns,
  copy,
  expireDeltaTokens,
  faults: addFault,
  hideRows,
  import: importZip,
  limits,
  mark,
  reset,
  restore,
  secureColumns,
  seed,
  settings,
  snapshot,
  versions,
  write,
};

/** The control surface: what tests and the house do to the organisation from outside. No real Dataverse has it. */
export function controlRoutes(standIn: StandIn): Hono {
  const app = new Hono();
  for (const [name, control] of Object.entries(reads)) app.get(`/${name}`, controlHandler(standIn, control));
  for (const [name, control] of Object.entries(orders)) app.post(`/${name}`, controlHandler(standIn, control));
  app.delete('/faults', controlHandler(standIn, clearFaults));
  return app;
}
