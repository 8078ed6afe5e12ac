import type { Locator } from 'playwright-core';
import { registerHandlers } from './register-handlers.ts';
import { writeSampleScripts } from './sample-scripts.ts';
import type { Organisation } from './start-organisation.ts';
import { type FormPage, useFormPage } from './use-form-page.ts';

export type ScriptedPage = FormPage & {
  /** Opens the form of a new contact and answers its id. */
  readonly openContact: (values?: Record<string, unknown>) => Promise<string>;
  /** What the script has heard since the last time it was asked. */
  readonly heard: () => Promise<string[]>;
  readonly evaluate: <T>(code: string) => Promise<T>;
  readonly command: (name: string) => Locator;
  readonly field: (name: string) => Locator;
  /** Waits until the form says that it is saved. */
  readonly saved: () => Promise<void>;
};

/**
 * Registers the hooks of the test file that calls it: an organisation with the sample scripts, and a page for each test. The contact's form
 * has a handler of every event; the library of the account's form is missing.
 */
export function useScriptedPage(): ScriptedPage {
  const form = useFormPage(true, prepare);
  const { organisation, page, openForm } = form;
  return {
    ...form,
    openContact: async (values = {}) => {
      const id = await organisation().create('contacts', { firstname: 'Eva', lastname: 'Visser', ...values });
      await openForm('contact', id);
      return id;
    },
    heard: () => page().evaluate<string[]>('window.heard.splice(0)'),
    evaluate: <T>(code: string) => page().evaluate<T>(code),
    command: (name) => page().getByRole('toolbar').getByRole('button', { name, exact: true }),
    field: (name) => page().getByLabel(name, { exact: true }),
    saved: () => page().getByTestId('dirty').getByText('Saved', { exact: true }).waitFor(),
  };
}

async function prepare(organisation: Organisation): Promise<void> {
  await organisation.importZip(await writeSampleScripts());
  await registerHandlers(
    organisation,
    'contact',
    ['smp_/contact.js'],
    [
      ['onload', '', 'Sample.contact.onLoad', 'parameters="\'a\', 2"'],
      ['onsave', '', 'Sample.contact.onSave', ''],
      ['onsave', '', 'Sample.contact.onSaveLate', ''],
      ['onchange', 'emailaddress1', 'Sample.contact.onEmail', ''],
    ],
  );
  await registerHandlers(organisation, 'account', ['smp_/gone.js'], [['onload', '', 'Gone.onLoad', '']]);
}
