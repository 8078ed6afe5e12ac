import { html, raw } from 'hono/html';
import type { Sandbox } from '../sandbox.ts';
import { live } from './live.ts';
import { style } from './style.ts';

export type Html = ReturnType<typeof html>;

const places = [
  ['/', 'Contacts'],
  ['/mailings', 'Mailings'],
  ['/requests', 'Requests'],
] as const;

/** The frame of every page. `place`: which entry of the navigation it belongs to. */
export function layout(sandbox: Sandbox, { title, place }: { title: string; place: string }, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <link rel="icon" href="data:," />
  <title>${title} – Spotler sandbox</title>
  <style>${raw(style)}</style>
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header><div>
    <strong>Spotler sandbox</strong>
    <nav aria-label="Pages"><ul>${places.map(([href, name]) => entry(href, name, place))}</ul></nav>
    <span>${sandbox.account.name}, ${sandbox.account.tier}</span>
  </div></header>
  <main id="content" tabindex="-1">${content}</main>
  <script type="module">${raw(live)}</script>
</body>
</html>`;
}

function entry(href: string, name: string, place: string): Html {
  return html`<li><a href="${href}" ${href === place ? raw('aria-current="page"') : ''}>${name}</a></li>`;
}
