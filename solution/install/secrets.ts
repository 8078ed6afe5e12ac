import { askSecret, type Terminal } from './ask.ts';

/** The least length of a webhook key that the relay takes. */
const keyLength = 16;

/** A secret from the environment, or typed by whoever sits there. Throws an Error that names it where it is neither. */
export async function readSecret(
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
  name: 'DATAVERSE_CLIENT_ID' | 'DATAVERSE_CLIENT_SECRET' | 'WEBHOOK_KEY',
): Promise<string> {
  const value = env[name] || (await askSecret(terminal, name));
  if (!value) throw new Error(`${name}: set it in the environment.`);
  if (name === 'WEBHOOK_KEY' && value.length < keyLength)
    throw new Error(`WEBHOOK_KEY: give at least ${keyLength} characters; it is the app setting of the same name.`);
  return value;
}
