import { watchForm } from './watch-form.ts';

/** `Assent.forms.account.onLoad`: OnLoad of the main form of account, with the execution context as first parameter. */
export function onLoad(context: Xrm.Events.EventContext): void {
  watchForm(context, 'account');
}
