import { type Browser, chromium } from 'playwright-core';

/** Everything a browser does by itself (updates, sync, first-run pages) would only cost time and reach for the network. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium that is installed on the machine (Debian's package `chromium`); `ASSENT_CHROMIUM` names another one. The
 * caller closes it. Throws when there is none.
 */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.ASSENT_CHROMIUM ?? '/usr/bin/chromium', args: quiet });
}
