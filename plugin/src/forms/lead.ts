import { watchForm } from './watch-form.ts';

/** `Assent.forms.lead.onLoad`: OnLoad of the main form of lead, with the execution context as first parameter. */
export function onLoad(context: Xrm.Events.EventContext): void {
  watchForm(context, 'lead');
}
