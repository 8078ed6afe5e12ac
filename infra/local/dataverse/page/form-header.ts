import { element } from './element.ts';
import type { FormSession } from './form-session.ts';
import { stateLabel } from './record-state.ts';
import { displayOf, numberOf } from './row.ts';
import { rowName } from './row-name.ts';

/** Name, kind, state and the dirty marker of the open record; `update` brings it in line with the session. */
export function createFormHeader(session: FormSession): { readonly node: HTMLElement; readonly update: () => void } {
  const { table } = session;
  const initials = element('span', { class: 'avatar large', 'aria-hidden': 'true' });
  const title = element('h1', { 'data-testid': 'record-title' });
  const marker = element('span', { role: 'status', class: 'marker', 'data-testid': 'dirty' });
  const state = element('span', { class: 'badge', 'data-testid': 'state' });
  const update = () => {
    const name = nameOf(session);
    const dirty = session.isDirty();
    initials.textContent = initialsOf(name);
    title.textContent = name;
    // A live region is read out on every write, so it is only written when it says something else.
    if (marker.textContent !== markerOf(session)) marker.textContent = markerOf(session);
    marker.classList.toggle('dirty', dirty);
    state.textContent = stateOf(session);
    state.hidden = state.textContent === '';
    state.classList.toggle('off', session.isReadOnly());
    document.title = `${dirty ? '* ' : ''}${name} · Dynamics stand-in`;
  };
  const names = element('div', { class: 'names' }, element('div', {}, title, marker), element('p', {}, table.label));
  return { node: element('div', { class: 'form-header' }, initials, names, state), update };
}

/** "Saved" only when all of it is: between the record and its permission rows nothing may look finished. */
function markerOf(session: FormSession): string {
  if (session.isSaving()) return 'Saving…';
  return session.isDirty() || !session.row() ? 'Unsaved' : 'Saved';
}

function nameOf({ row, table }: FormSession): string {
  const record = row();
  return record ? rowName(table, record) : `New ${table.label.toLowerCase()}`;
}

function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word);
  return [words.at(0), words.length > 1 ? words.at(-1) : '']
    .map((word) => (word ?? '').charAt(0).toUpperCase())
    .join('');
}

function stateOf({ row, table }: FormSession): string {
  const record = row();
  if (!record) return '';
  const state = displayOf(record, 'statecode');
  const label = /^\d*$/.test(state) ? stateLabel(table.name, numberOf(record, 'statecode') ?? 0) : state;
  return record.merged === true ? `${label}, merged` : label;
}
