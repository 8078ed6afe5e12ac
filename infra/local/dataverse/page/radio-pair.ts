import { element } from './element.ts';

export type Side = 0 | 1;

export type RadioPair = {
  readonly row: HTMLElement;
  readonly side: () => Side;
  readonly select: (side: Side) => void;
  readonly onChange: (listener: (side: Side) => void) => void;
};

/** One row of a table that asks "this or that?". Each radio button says the question too: a screen reader meets it alone. */
export function createRadioPair(name: string, label: string, [first, second]: readonly [string, string]): RadioPair {
  const toRadio = (text: string, side: Side) => {
    const attributes = { type: 'radio', name, checked: side === 0, 'data-testid': `${name}-${side}` };
    const input = element('input', { ...attributes, 'aria-label': `${label}: ${text || 'empty'}` });
    return { input, cell: element('td', {}, element('label', { class: 'tick' }, input, text || '(empty)')) };
  };
  const radios = [toRadio(first, 0), toRadio(second, 1)] as const;
  const side = () => (radios[1].input.checked ? 1 : 0);
  return {
    row: element('tr', {}, element('th', { scope: 'row' }, label), radios[0].cell, radios[1].cell),
    side,
    select: (to) => {
      radios[to].input.checked = true;
    },
    onChange: (listener) => {
      for (const { input } of radios) input.addEventListener('change', () => listener(side()));
    },
  };
}
