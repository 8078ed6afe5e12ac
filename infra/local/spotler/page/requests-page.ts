import { html } from 'hono/html';
import type { Sandbox } from '../sandbox.ts';
import type { Html } from './layout.ts';

const shown = 100;

/** The last calls of the mirrored API. */
export function requestsPage(sandbox: Sandbox): Html {
  const requests = sandbox.requests.since(0).slice(-shown).toReversed();
  return html`<h1>Requests</h1>
    <div class="card"><table><caption>The last ${requests.length} calls, the latest first</caption>
      <thead><tr><th scope="col">When</th><th scope="col">Call</th><th scope="col">Status</th><th scope="col">External ids</th></tr></thead>
      <tbody>${requests.map(
        ({ at, method, path, status, body, externalIds }) => html`<tr>
          <td class="quiet"><time datetime="${at}">${at.slice(11, 23)}</time></td>
          <td><code>${method} ${path}</code>${body === null ? '' : html`<details><summary>Body</summary><pre><code>${JSON.stringify(body, null, 2)}</code></pre></details>`}</td>
          <td><span class="pill ${status < 400 ? 'on' : 'bad'}">${status}</span></td>
          <td>${few(externalIds)}</td></tr>`,
      )}</tbody></table></div>`;
}

function few(externalIds: readonly string[]): Html {
  const [first, second, ...others] = externalIds;
  return html`<code>${[first, second].filter(Boolean).join(', ')}</code>${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
