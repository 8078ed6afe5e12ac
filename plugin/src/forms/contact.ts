import { watchForm } from './watch-form.ts';

/** `Assent.forms.contact.onLoad`: OnLoad of the main form of contact, with the execution context as first parameter. */
export function onLoad(context: Xrm.Events.EventContext): void {
  watchForm(context, 'contact');
}
