import { textOf } from '../dig.ts';
import { type Dynamics, openDynamics } from '../dynamics.ts';
import { plainWords } from './plain-words.ts';
import { type Explanation, readExplanation } from './read-explanation.ts';

const timeoutMs = 30_000;
const pauseMs = 1_000;

/** The page of *Marketing history*: waits for the order whose id is in its address, and shows the answer. */
async function showHistory(dynamics: Dynamics, job: string): Promise<void> {
  show([paragraph(dynamics.say('historyWaiting'))]);
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, pauseMs));
  const [explanation, names] = await Promise.all([
    readExplanation(dynamics, job, { timeoutMs, pause, now: Date.now }),
    subscriptionNames(dynamics),
  ]);
  show(toElements(explanation, (line) => plainWords(line, names, dynamics.say), dynamics.say));
}

async function subscriptionNames({ find }: Dynamics): Promise<ReadonlyMap<string, string>> {
  const rows = await find('assent_subscription', '?$select=assent_name,assent_externalid');
  return new Map(rows.map((row) => [textOf(row.assent_externalid) ?? '', textOf(row.assent_name) ?? '']));
}

function toElements(
  explanation: Explanation,
  plain: (line: string) => string,
  say: Dynamics['say'],
): readonly HTMLElement[] {
  if (explanation.kind === 'late') return [paragraph(say('historyLate', timeoutMs / 1000))];
  if (explanation.kind === 'failed') return [paragraph(say('historyFailed', explanation.reason))];
  const { now, steps, ledger } = explanation;
  return [
    element('h2', say('historyNow')),
    list('ul', now.map(plain)),
    element('h2', say('historySteps')),
    steps.length > 0 ? list('ol', steps.map(plain)) : paragraph(say('historyNone')),
    ...(steps.length > 0 ? [paragraph(ledger === 'holds' ? say('ledgerHolds') : say('ledgerBroken', ledger))] : []),
  ];
}

function show(elements: readonly HTMLElement[]): void {
  document.querySelector('main')?.replaceChildren(...elements);
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function paragraph(text: string): HTMLElement {
  const made = element('p', text);
  made.className = 'note';
  return made;
}

function list(name: string, lines: readonly string[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...lines.map((line) => element('li', line)));
  return made;
}

/** Dynamics gives a web resource in a dialog its client API through the page around it. */
const xrm = window.parent.Xrm;
const parameters = new URLSearchParams(window.location.search);
// Clients spell it both ways.
const job = parameters.get('data') ?? parameters.get('Data');
if (xrm && job) {
  showHistory(openDynamics(xrm), job).catch((error) => show([paragraph(String(error?.message ?? error))]));
}
