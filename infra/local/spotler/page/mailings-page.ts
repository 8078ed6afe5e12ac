import { html } from 'hono/html';
import { statisticsOf } from '../mailings/statistics.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Html } from './layout.ts';
import { when } from './pills.ts';

/** The mailings and what became of them. They are sent through the control surface. */
export function mailingsPage(sandbox: Sandbox): Html {
  const rows = sandbox.mailings
    .all()
    .toReversed()
    .map((mailing) => {
      const figures = statisticsOf(sandbox, mailing);
      const shown = [
        figures.sentCount,
        figures.acceptedCount,
        figures.openCount,
        figures.clickCount,
        figures.hardbounceCount,
        figures.softbounceCount,
        figures.unsubscribeCount,
      ];
      return html`<tr><th scope="row">${mailing.name}</th><td>${mailing.kind === 'campaign' ? 'campaign' : mailing.targetGroup}</td>
      <td class="quiet">${when(mailing.sentMs)}</td>${shown.map((figure) => html`<td class="number">${figure}</td>`)}
      <td><code>${mailing.encryptedId}</code></td></tr>`;
    });
  const figures = ['Sent', 'Accepted', 'Opened', 'Clicked', 'Hard bounces', 'Soft bounces', 'Unsubscribed'];
  return html`<h1>Mailings</h1>
    <p class="quiet">Send one: <code>POST /_control/mailing {"name":"April news","bit":1,"opens":0.5,"clicks":0.1}</code></p>
    <div class="card"><table><caption>${rows.length} mailings, the latest first</caption>
      <thead><tr><th scope="col">Name</th><th scope="col">To</th><th scope="col">When</th>
        ${figures.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col">Id</th></tr></thead>
      <tbody>${rows}</tbody></table></div>`;
}
