import { http, retryAfterMs } from '../clients/http.ts';
import type { Config } from '../config.ts';
import type { Platform } from '../platforms/platform.ts';
import { createSpotler } from '../platforms/spotler/spotler.ts';

/** The platform behind the relay's own HTTP calls: time-outs, names for errors that quote nothing. */
export function openSpotler(config: Config): Platform {
  return createSpotler({
    ...config.spotler,
    now: Date.now,
    call: async ({ method, url, path, authorization, body, until }) => {
      const answer = await http({
        name: `${method} ${path.replace(/\/[0-9a-f-]{36}$|\?.*$/, '')}`,
        method,
        url,
        headers: { authorization, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        // A list of ten thousand takes its time.
        timeoutMs: Math.min(path.includes('?') ? 60_000 : 20_000, (until ?? Number.POSITIVE_INFINITY) - Date.now()),
      });
      return { status: answer.status, body: answer.body, retryAfterMs: retryAfterMs(answer.headers, Date.now()) };
    },
  });
}
