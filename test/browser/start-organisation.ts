import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { spawnStandIn } from '../../infra/local/ground/spawn-stand-in.ts';
import { addTab } from '../../solution/install/form-tab.ts';
import type { Credentials } from '../../solution/web-api.ts';

const credentialsShape = z.object({
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string(),
});

type Row = Record<string, unknown>;

/** A Dynamics stand-in of its own for one test file, and a short way to look behind the page. Paths are relative to the Web API. */
export type Organisation = {
  readonly url: string;
  /** Ids of the subscriptions that were made, by name; empty without the solution. */
  readonly subscriptions: Readonly<Record<'Newsletter' | 'Events' | 'Offers', string>>;
  /** Answers the new row's id. */
  readonly create: (entitySet: string, values: Row) => Promise<string>;
  readonly read: (path: string) => Promise<Row>;
  readonly list: (path: string) => Promise<readonly Row[]>;
  readonly update: (path: string, values: Row) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** An action of the Web API. */
  readonly call: (path: string, body: Row) => Promise<void>;
  /** A control call of the stand-in. */
  readonly control: (name: string, body: Row) => Promise<void>;
  readonly importZip: (path: string) => Promise<void>;
  /** Ours, without what the installer does. */
  readonly importSolutions: () => Promise<void>;
  /** Of the application user. */
  readonly credentials: Credentials;
  readonly stop: () => Promise<void>;
};

const root = resolve(import.meta.dirname, '../..');
/** In this order: leads' permissions rest on the tables of the core. `npm run pack` makes them. */
const solutions = ['assent_core.zip', 'assent_sales.zip'].map((name) => resolve(root, 'solution/dist', name));

export async function startOrganisation(options: {
  readonly withSolution: boolean;
  readonly args?: readonly string[];
}): Promise<Organisation> {
  const main = resolve(root, 'infra/local/dataverse/main.ts');
  const process = await spawnStandIn(main, ['--port', '0', ...(options.args ?? [])]);
  const url = String(process.ready.url);
  const call = (method: string, path: string, body?: Row) => send(method, `${url}/api/data/v9.2/${path}`, body);
  const create = async (entitySet: string, values: Row) => {
    const { headers } = await call('POST', entitySet, values);
    return /\(([^)]+)\)$/.exec(headers.get('odata-entityid') ?? '')?.[1] ?? '';
  };
  const subscribe = (name: string, bit: number) =>
    create('assent_subscriptions', { assent_name: name, assent_externalid: String(bit) });
  if (options.withSolution) {
    await importSolutions(url);
    for (const table of ['contact', 'account', 'lead'] as const) await addMarketingTab(call, table);
  }
  return {
    url,
    subscriptions: {
      Newsletter: options.withSolution ? await subscribe('Newsletter', 1) : '',
      Events: options.withSolution ? await subscribe('Events', 2) : '',
      Offers: options.withSolution ? await subscribe('Offers', 4) : '',
    },
    create,
    read: async (path) => (await call('GET', path)).json(),
    list: async (path) => (await (await call('GET', path)).json()).value,
    update: async (path, values) => void (await call('PATCH', path, values)),
    remove: async (path) => void (await call('DELETE', path)),
    call: async (path, body) => void (await call('POST', path, body)),
    control: async (name, body) => void (await send('POST', `${url}/_control/${name}`, body)),
    importZip: async (zip) => void (await send('POST', `${url}/_control/import`, { zip })),
    importSolutions: () => importSolutions(url),
    credentials: credentialsShape.parse(process.ready.dataverseAuth),
    stop: process.stop,
  };
}

type Call = (method: string, path: string, body?: Row) => Promise<Response>;

/** As the installer does it; our script on the forms is left out. */
async function addMarketingTab(call: Call, table: 'contact' | 'account' | 'lead'): Promise<void> {
  const query = `systemforms?$select=formxml&$filter=objecttypecode eq '${table}' and type eq 2`;
  const { value } = await (await call('GET', query)).json();
  await call('PATCH', `systemforms(${value[0].formid})`, { formxml: addTab(value[0].formxml, table) });
  await call('POST', 'PublishXml', {
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  });
}

async function importSolutions(url: string): Promise<void> {
  for (const zip of solutions) {
    if (!existsSync(zip)) throw new Error(`${zip} is not there: run "npm run pack" first.`);
    await send('POST', `${url}/_control/import`, { zip, activateSteps: false });
  }
}

async function send(method: string, address: string, body?: Row): Promise<Response> {
  const answer = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json', 'x-assent-page': '1' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
  return answer;
}
