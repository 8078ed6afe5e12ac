/**
 * `node list-functions.cjs <folder>`: loads the app in the folder as the Functions worker does (require of what its
 * package.json names as main) and prints the functions that it registers, as JSON. `@azure/functions-core` exists only
 * inside the worker, so a stand-in of it is given to whoever asks.
 */
const Module = require('node:module');
const { join, resolve } = require('node:path');

const functions = [];
const disposable = { dispose() {} };
const core = {
  version: '3.12.0',
  hostVersion: '4.1043.0',
  Disposable: class {
    dispose() {}
  },
  log() {},
  setProgrammingModel() {},
  getProgrammingModel() {},
  registerHook: () => disposable,
  registerFunction({ name, bindings }) {
    functions.push({ name, bindings });
    return disposable;
  },
};

const load = Module._load;
Module._load = (request, ...rest) => (request === '@azure/functions-core' ? core : load(request, ...rest));

const folder = resolve(process.argv[2]);
require(join(folder, require(join(folder, 'package.json')).main));
process.stdout.write(JSON.stringify(functions), () => process.exit(0));
