import { button, element } from './element.ts';
import { type Icon, icon } from './icons.ts';
import { stepFocus } from './step-focus.ts';

export type Command = {
  /** Becomes the test id `command-<name>`. */
  readonly name: string;
  readonly label: string;
  readonly icon: Icon;
  /** Read when the mouse rests on it. */
  readonly tip?: string;
  readonly run: () => void | Promise<void>;
};

export type CommandBar = { readonly node: HTMLElement; readonly show: (commands: readonly Command[]) => void };

/**
 * A row of buttons (WAI-ARIA "toolbar" pattern: one stop of the Tab key, arrows move inside). While a command runs the others
 * are disabled, so that a double click saves once.
 */
export function createCommandBar(label: string): CommandBar {
  const node = element('div', { role: 'toolbar', 'aria-label': label, class: 'command-bar' });
  node.addEventListener('keydown', (event) => moveFocus(node, event));
  const toButton = (command: Command, index: number) =>
    button(
      command.label,
      () => void runAlone(node, command),
      { 'data-testid': `command-${command.name}`, tabindex: index === 0 ? 0 : -1, title: command.tip },
      icon(command.icon),
      command.label,
    );
  const show = (commands: readonly Command[]) => {
    const focused = node.querySelector(':focus')?.getAttribute('data-testid');
    node.replaceChildren(...commands.map(toButton));
    if (!focused) return;
    // Deactivate becomes Activate under the person's finger: the keyboard must not fall out of the bar.
    const same = node.querySelector<HTMLElement>(`[data-testid="${focused}"]`);
    (same ?? node.querySelector('button'))?.focus();
  };
  return { node, show };
}

async function runAlone(node: HTMLElement, command: Command): Promise<void> {
  if (node.ariaBusy === 'true') return;
  node.ariaBusy = 'true';
  try {
    await command.run();
  } finally {
    node.ariaBusy = 'false';
  }
}

function moveFocus(node: HTMLElement, event: KeyboardEvent): void {
  const buttons = [...node.querySelectorAll('button')];
  const next = stepFocus(buttons, event, ['ArrowLeft', 'ArrowRight']);
  if (next) for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
}
