import { parseArgs } from 'node:util';
import { readGuid } from './guid.ts';

export type Options = {
  readonly port: number;
  /** Absent ones are taken from the saved state, or made up. */
  readonly organizationId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly bare: boolean;
  readonly skewSeconds: number;
  readonly data?: string;
};

/** Reads the command line; throws one sentence that names the option which cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.flatMap(joinNegative),
    options: {
      port: { type: 'string', default: '7072' },
      'organization-id': { type: 'string' },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      bare: { type: 'boolean', default: false },
      'skew-seconds': { type: 'string', default: '0' },
      data: { type: 'string' },
    },
  });
  const organizationId = readOptionalGuid('--organization-id', values['organization-id']);
  return {
    port: wholeNumber('--port', values.port),
    bare: values.bare,
    skewSeconds: wholeNumber('--skew-seconds', values['skew-seconds']),
    ...(organizationId !== undefined && { organizationId }),
    ...(values['client-id'] !== undefined && { clientId: values['client-id'] }),
    ...(values['client-secret'] !== undefined && { clientSecret: values['client-secret'] }),
    ...(values.data !== undefined && { data: values.data }),
  };
}

/** `--skew-seconds -60`: parseArgs takes a value that begins with a dash only behind `=`. */
function joinNegative(arg: string, index: number, args: readonly string[]): readonly string[] {
  const isNegative = (text: string | undefined) => text !== undefined && /^-\d+$/.test(text);
  if (arg === '--skew-seconds' && isNegative(args[index + 1])) return [`${arg}=${args[index + 1]}`];
  return isNegative(arg) && args[index - 1] === '--skew-seconds' ? [] : [arg];
}

function readOptionalGuid(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const id = readGuid(text);
  if (id === undefined) throw new Error(`${name}: '${text}' is no GUID.`);
  return id;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${name}: '${text}' is no whole number.`);
  return number;
}
