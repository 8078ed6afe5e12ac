import { button, element } from './element.ts';
import { icon } from './icons.ts';
import { WebApiError } from './web-api.ts';

export type MessageBar = {
  readonly node: HTMLElement;
  /** Read out at once. */
  readonly error: (error: unknown) => void;
  /** Read out when the person pauses; links let her go on from there. */
  readonly info: (text: string, ...links: readonly HTMLAnchorElement[]) => void;
  readonly clear: () => void;
};

/** One message at a time, above a list or form. The two live regions are there before any text is: otherwise nothing is read out. */
export function createMessageBar(): MessageBar {
  const errors = element('div', { role: 'alert', 'data-testid': 'error' });
  const infos = element('div', { role: 'status', 'data-testid': 'message' });
  const clear = () => {
    errors.replaceChildren();
    infos.replaceChildren();
  };
  const show = (region: HTMLElement, kind: string, ...content: readonly (Node | string)[]) => {
    clear();
    const dismiss = button('Dismiss', clear, { class: 'plain' }, icon('close'));
    region.append(element('div', { class: `message ${kind}` }, element('span', {}, ...content), dismiss));
  };
  return {
    node: element('div', { class: 'messages' }, errors, infos),
    error: (error) => show(errors, 'error', toSentence(error)),
    info: (text, ...links) => show(infos, 'info', text, ...links.flatMap((link) => [' ', link])),
    clear,
  };
}

function toSentence(error: unknown): string {
  if (error instanceof WebApiError) return error.code ? `${error.message} (${error.code})` : error.message;
  return error instanceof Error ? error.message : String(error);
}
