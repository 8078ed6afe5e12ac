import { freePort } from '../../ground/free-port.ts';

/**
 * Any port of the loopback address that nobody listens on; Azurite's own `--tablePort 0` does not say which one it took. Below 32,768:
 * from there on outgoing connections take ports before Azurite listens.
 */
export function anyFreePort(): Promise<number> {
  return freePort(10_000 + Math.floor(Math.random() * 21_000));
}
