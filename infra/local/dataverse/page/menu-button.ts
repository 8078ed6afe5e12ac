import type { Command } from './command-bar.ts';
import { button, element } from './element.ts';
import { type Icon, icon } from './icons.ts';
import { stepFocus } from './step-focus.ts';

/**
 * A button with a drawing that opens a menu (WAI-ARIA "menu button" pattern). The commands are asked for when it opens, so they fit
 * the state there is then.
 */
export function createMenuButton(options: {
  readonly label: string;
  readonly icon: Icon;
  readonly testId: string;
  readonly commandsOf: () => readonly Command[];
}): HTMLElement {
  const opener = button(
    options.label,
    () => open(opener, options.commandsOf()),
    { class: 'plain', 'aria-haspopup': 'menu', 'data-testid': options.testId },
    icon(options.icon),
  );
  return opener;
}

function open(opener: HTMLElement, commands: readonly Command[]): void {
  const menu = element('div', { role: 'menu', popover: 'auto', class: 'menu' });
  const items = commands.map((command) =>
    button(
      command.label,
      () => {
        menu.hidePopover();
        void command.run();
      },
      { role: 'menuitem', tabindex: -1, 'data-testid': `menu-${command.name}` },
      icon(command.icon),
      command.label,
    ),
  );
  menu.append(...items);
  menu.addEventListener('keydown', (event) => void stepFocus(items, event, ['ArrowUp', 'ArrowDown']));
  menu.addEventListener('toggle', () => {
    if (menu.matches(':popover-open')) return;
    menu.remove();
    if (document.activeElement === document.body) opener.focus();
  });
  document.body.append(menu);
  const { bottom, right } = opener.getBoundingClientRect();
  menu.style.top = `${bottom + 2}px`;
  menu.style.right = `${document.documentElement.clientWidth - right}px`;
  menu.showPopover();
  items[0]?.focus();
}
