/** A log line of the relay as `GET /_control/events` gives it. */
type Line = {
  readonly n: number;
  readonly at: string;
  readonly event: string;
  readonly bundle?: string;
  readonly table?: string;
  readonly id?: string;
  readonly message?: string;
  readonly found?: string;
  readonly active?: boolean;
  readonly kind?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
  readonly call?: string;
  readonly code?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly attempt?: number;
  readonly ms?: number;
};

/** All lines of one record in one bundle (and the bundle's later copies). */
type Journey = { readonly key: string; readonly table: string; readonly id: string; readonly lines: Line[] };

const journeys = new Map<string, Journey>();
const list = element('journeys');
const filter = element('filter');
const opened = new Set<string>();
/** More than this makes the page slow and helps nobody. */
const maxShown = 200;

filter.addEventListener('input', show);
filter.addEventListener('submit', (event) => event.preventDefault());
void follow(0);

async function follow(since: number): Promise<void> {
  let last = since;
  try {
    const answer = await fetch(`/_control/events?since=${last}`);
    const lines: readonly Line[] = await answer.json();
    if (answer.headers.get('x-lost-events') !== '0') element('lost').hidden = false;
    for (const line of lines) add(line);
    last = lines.at(-1)?.n ?? last;
    if (lines.length > 0) show();
  } catch {
    element('count').textContent = 'The house does not answer; trying again.';
  }
  setTimeout(() => void follow(last), 400);
}

function add(line: Line): void {
  if (line.table === undefined || line.id === undefined || line.bundle === undefined) return;
  const key = `${line.bundle.replace(/~\d+$/, '')}/${line.table}/${line.id}`;
  const journey = journeys.get(key) ?? { key, table: line.table, id: line.id, lines: [] };
  // The bus may deliver faster than the webhook is answered: its line is the first all the same.
  if (line.event === 'accepted') journey.lines.unshift(line);
  else journey.lines.push(line);
  journeys.set(key, journey);
}

function show(): void {
  const record = field('record').toLowerCase();
  const outcome = field('outcome');
  const wanted = [...journeys.values()]
    .filter((each) => `${each.table} ${each.id}`.includes(record) && (outcome === '' || endOf(each) === outcome))
    .reverse();
  element('count').textContent = `${wanted.length} of ${journeys.size}`;
  element('empty').hidden = journeys.size > 0;
  list.replaceChildren(...wanted.slice(0, maxShown).map(toItem));
}

function toItem(journey: Journey): HTMLElement {
  const details = node('details');
  details.toggleAttribute('open', opened.has(journey.key));
  details.addEventListener('toggle', () => {
    if (details.hasAttribute('open')) opened.add(journey.key);
    else opened.delete(journey.key);
  });
  const [first] = journey.lines;
  const last = journey.lines.at(-1);
  const end = endOf(journey);
  const ms = first && last ? Math.max(0, Date.parse(last.at) - Date.parse(first.at)) : 0;
  const summary = node(
    'summary',
    '',
    node('time', '', timeOf(first?.at)),
    node('span', '', journey.table),
    node('code', '', journey.id),
    node('span', `end ${end}`, end === 'pending' ? 'under way' : end + because(last)),
    node('span', 'ms', `${ms} ms`),
  );
  details.append(summary, node('ol', 'steps', ...journey.lines.map((line) => toStep(line, first))));
  return node('li', 'journey', details);
}

function toStep(line: Line, first: Line | undefined): HTMLElement {
  const after = first ? Math.max(0, Date.parse(line.at) - Date.parse(first.at)) : 0;
  return node('li', '', node('b', '', titleOf(line)), ...textOf(line), ' ', node('time', '', `+${after} ms`));
}

function titleOf(line: Line): string {
  const titles: Readonly<Record<string, string>> = {
    accepted: 'Webhook',
    looked: 'Look',
    decided: 'Decision',
    called: 'Call',
    ended: 'Outcome',
    retrying: 'Later',
  };
  return titles[line.event] ?? line.event;
}

function textOf(line: Line): readonly (HTMLElement | string)[] {
  switch (line.event) {
    case 'accepted':
      return [`${line.message ?? ''} came in: a nudge is on the bus`];
    case 'looked':
      return [
        line.found === 'found'
          ? `row found, ${line.active ? 'active' : 'inactive'}`
          : `row ${line.found}${because(line)}`,
      ];
    case 'decided':
      return [line.kind === 'take' ? 'take everything ' : 'give ', ...verdicts(line.permissions ?? {})];
    case 'called':
      return [
        `${line.call === 'take' ? `off: ${permissionsOf(line)}` : `attributes${line.fields?.length ? `, and as decided: ${permissionsOf(line)}` : ''}`} · ${line.code}${because(line)}`,
      ];
    case 'retrying':
      return [`try ${line.attempt} in ${Math.round((line.ms ?? 0) / 1000)} s${because(line)}`];
    case 'ended':
      return [`${line.outcome}${because(line)}${line.code ? ` (${line.code})` : ''}`];
    default:
      return [line.reason ?? ''];
  }
}

function permissionsOf(line: Line): string {
  return (line.fields ?? []).join(', ');
}

function verdicts(permissions: Readonly<Record<string, string>>): readonly HTMLElement[] {
  return Object.entries(permissions).map(([key, verdict]) =>
    node('span', verdict.startsWith('yes') ? 'verdict yes' : 'verdict', `${key} ${verdict}`),
  );
}

function endOf(journey: Journey): string {
  return journey.lines.findLast(({ event }) => event === 'ended')?.outcome ?? 'pending';
}

function because(line: Line | undefined): string {
  return line?.reason ? ` · ${line.reason}` : '';
}

function timeOf(at: string | undefined): string {
  return at === undefined ? '' : new Date(at).toLocaleTimeString();
}

function field(name: string): string {
  const input = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#${name}`);
  return input?.value ?? '';
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}.`);
  return found;
}

function node(tag: string, className = '', ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}
