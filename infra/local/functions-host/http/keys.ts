import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** True when the call may pass. `level` is the function's authLevel, `functionName` absent for the admin API. */
export type CheckKey = (call: {
  readonly level: string;
  readonly functionName?: string;
  readonly header: string | undefined;
  readonly code: string | null;
}) => boolean;

const keysSchema = z.record(z.string(), z.string().min(1));

/**
 * Function keys (Azure Functions docs, "Work with access keys"). `setting` is the JSON of the app setting FUNCTIONS_HOST_KEYS:
 * `{"_master":"…","default":"…","<function>":"…"}`, where `default` is the host key of all functions. Without the setting no key
 * is asked for, as Core Tools does locally. The header wins over `?code=`.
 */
export function createKeyCheck(setting: string | undefined): CheckKey {
  if (!setting) return () => true;
  const keys = keysSchema.parse(JSON.parse(setting));
  return ({ level, functionName, header, code }) => {
    if (level === 'anonymous') return true;
    const given = header ?? code ?? '';
    const allowed = level === 'admin' ? [keys._master] : [keys[functionName ?? ''], keys.default, keys._master];
    return allowed.some((key) => key !== undefined && isSame(key, given));
  };
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
