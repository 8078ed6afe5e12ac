/** `npm run build`: the relay as one CommonJS file, the form that the Functions worker and OpenTelemetry take best. */
import { join } from 'node:path';
import { build } from 'esbuild';

await build({
  entryPoints: [join(import.meta.dirname, 'src', 'main.ts')],
  outfile: join(import.meta.dirname, 'dist', 'main.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'linked',
  // Made by the host, not by a package.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
});
