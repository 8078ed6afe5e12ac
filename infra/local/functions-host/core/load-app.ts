import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Core } from './core.ts';

const packageSchema = z.object({ main: z.string(), type: z.string().optional() });

/**
 * Starts the app in `directory` as the worker does: `main` of its package.json is a glob, every match is loaded, then the
 * `appStart` hooks run and registration is over. Throws when nothing matches or the app asks for what this host has not.
 */
export async function loadApp(core: Core, directory: string): Promise<void> {
  const root = resolve(directory);
  const manifest = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const files = globSync(manifest.main, { cwd: root });
  if (files.length === 0) {
    throw new Error(`${join(root, 'package.json')}: "main" (${manifest.main}) matches no file. Is the app built?`);
  }
  for (const file of files) await load(join(root, file), manifest.type === 'module');
  const capabilities = (await core.model().getCapabilities?.({})) ?? {};
  if (capabilities.HttpUri) throw new Error('The app turns on HTTP streaming (enableHttpStream), which is not there.');
  const { appHookData, appOnlyHookData: hookData } = core;
  await core.hooks.run('appStart', { hookData, appHookData, functionAppDirectory: root });
  core.lock();
}

/** The worker's rule: `.mjs`, and `.js` in a package of type module, are imported; everything else is required. */
async function load(file: string, isModulePackage: boolean): Promise<void> {
  const extension = extname(file);
  if (extension === '.mjs' || (extension === '.js' && isModulePackage)) await import(pathToFileURL(file).href);
  else createRequire(file)(file);
}
