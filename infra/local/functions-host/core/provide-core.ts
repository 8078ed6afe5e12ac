import { registerHooks } from 'node:module';

const moduleName = '@azure/functions-core';
const moduleUrl = 'assent:functions-core';
const place = Symbol.for('assent.functions-core');

/**
 * Makes `require('@azure/functions-core')` give `api` in this process. The package is on no registry: the worker, too, only
 * answers the name. Call it before the app is loaded; the library remembers the first answer, also a missing one.
 */
export function provideCore(api: object): void {
  Object.defineProperty(globalThis, place, { value: api, configurable: true });
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === moduleName ? { url: moduleUrl, format: 'commonjs', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === moduleUrl
        ? {
            format: 'commonjs',
            source: "module.exports = globalThis[Symbol.for('assent.functions-core')];",
            shortCircuit: true,
          }
        : next(url, context),
  });
}
