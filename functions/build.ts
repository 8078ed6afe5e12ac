/** `npm run build`: the relay as one CommonJS file, the form that the Functions worker and OpenTelemetry take best. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')));

await build({
  entryPoints: [join(import.meta.dirname, 'src', 'main.ts')],
  outfile: join(import.meta.dirname, 'dist', 'main.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'linked',
  // What health and the self-check name.
  define: { 'process.env.ASSENT_VERSION': JSON.stringify(version) },
  // Made by the host, not by a package.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
});
