import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { readBrowserScript } from '../../ground/browser-script.ts';
import { textOf } from '../store/row.ts';
import type { StandIn } from './stand-in.ts';

const folder = join(import.meta.dirname, '..', 'page');

const types: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['js', 'text/javascript; charset=utf-8'],
  ['ts', 'text/javascript; charset=utf-8'],
]);

/** The people's page (TypeScript with its types stripped) and the web resources of imported solutions. */
export function pageRoutes(standIn: StandIn): Hono {
  const app = new Hono();
  app.get('/', () => file('index.html'));
  app.get('/page/*', (c) => file(c.req.path.slice('/page/'.length)));
  app.get('/WebResources/*', (c) => webResource(standIn, resourceName(c.req.path)));
  // With the version of the resource before it, in braces: so that a browser may keep it.
  app.get('/:version{(?:%7B|\\{)[0-9]+(?:%7D|\\})}/WebResources/*', (c) =>
    webResource(standIn, resourceName(c.req.path)),
  );
  return app;
}

function resourceName(path: string): string {
  return decodeURIComponent(/\/WebResources\/(.*)$/.exec(path)?.[1] ?? '');
}

async function file(name: string): Promise<Response> {
  const extension = name.split('.').at(-1) ?? '';
  const type = types.get(extension);
  if (!type || name.includes('..') || name.endsWith('.test.ts')) return new Response('Not found', { status: 404 });
  try {
    const path = join(folder, name);
    return new Response(extension === 'ts' ? readBrowserScript(path) : await readFile(path, 'utf8'), {
      headers: { 'content-type': type, 'cache-control': 'no-store' },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}

/** Content types by the choice column `webresourcetype`. */
const resourceTypes: ReadonlyMap<number, string> = new Map([
  [1, 'text/html; charset=utf-8'],
  [2, 'text/css; charset=utf-8'],
  [3, 'text/javascript; charset=utf-8'],
  [4, 'text/xml; charset=utf-8'],
  [5, 'image/png'],
  [6, 'image/jpeg'],
  [7, 'image/gif'],
  [11, 'image/svg+xml'],
  [12, 'text/xml; charset=utf-8'],
]);

/** What an HTML web resource includes to reach the client API of the page around it. */
const clientGlobalContext = `window.Xrm = window.Xrm || (window.parent !== window && window.parent.Xrm) || (window.opener && window.opener.Xrm);
window.GetGlobalContext = function () { return window.Xrm.Utility.getGlobalContext(); };
`;

function webResource(standIn: StandIn, path: string): Response {
  const name = path.split('/WebResources/').at(-1) ?? '';
  if (name.endsWith('ClientGlobalContext.js.aspx')) {
    return new Response(clientGlobalContext, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  }
  for (const row of standIn.org.store.rows('webresource').all()) {
    if (textOf(row, 'name') !== name) continue;
    const type = resourceTypes.get(Number(row.values.webresourcetype)) ?? 'application/octet-stream';
    return new Response(Buffer.from(textOf(row, 'content'), 'base64'), { headers: { 'content-type': type } });
  }
  return new Response('Not found', { status: 404 });
}
