import type { FormBody } from '../form-body.ts';
import type { FormSession } from '../form-session.ts';
import { createCollection } from './collection.ts';
import type { FormNotices } from './form-notices.ts';
import type { Handlers } from './handlers.ts';

const formTypes = { create: 1, update: 2, disabled: 4 } as const;

/** `formContext.ui` */
export function createUi(options: {
  readonly session: FormSession;
  readonly body: FormBody;
  readonly notices: FormNotices;
  readonly controls: unknown;
  readonly onLoad: Handlers;
  readonly close: () => void;
  readonly refreshRibbon: () => void;
  readonly form: { readonly id: string; readonly name: string };
}) {
  const { session, body, notices, onLoad, form } = options;
  const item = { getId: () => form.id, getLabel: () => form.name, navigate: () => undefined };
  return {
    setFormNotification: notices.set,
    clearFormNotification: notices.clear,
    getFormType: () => {
      if (!session.model.id()) return formTypes.create;
      return session.isReadOnly() ? formTypes.disabled : formTypes.update;
    },
    addOnLoad: onLoad.addFunction,
    removeOnLoad: onLoad.removeFunction,
    controls: options.controls,
    tabs: createTabs(body),
    close: options.close,
    refreshRibbon: options.refreshRibbon,
    getViewPortHeight: () => window.innerHeight,
    getViewPortWidth: () => window.innerWidth,
    formSelector: { getCurrentItem: () => item, items: createCollection(() => [item], item.getId) },
  };
}

function createTabs(body: FormBody) {
  const tabs = body.tabs.all.map((tab) => ({
    getName: () => tab.name,
    getLabel: () => tab.button.textContent,
    setLabel: (text: unknown) => {
      tab.button.textContent = String(text);
    },
    getVisible: () => !tab.button.hidden,
    setVisible: (visible: unknown) => {
      tab.button.hidden = visible !== true;
    },
    getDisplayState: () => (tab.isOpen() ? 'expanded' : 'collapsed'),
    setDisplayState: (state: unknown) => {
      if (state === 'expanded') body.tabs.open(tab.name);
    },
    setFocus: () => body.tabs.open(tab.name),
    sections: createSections(body, tab.name),
  }));
  return createCollection(
    () => tabs,
    (tab) => tab.getName(),
  );
}

function createSections(body: FormBody, tab: string) {
  const sections = body.sections
    .filter((section) => section.tab === tab)
    .map(({ name, label, node }) => ({
      getName: () => name,
      getLabel: () => label,
      getVisible: () => !node.hidden,
      setVisible: (visible: unknown) => {
        node.hidden = visible !== true;
      },
    }));
  return createCollection(
    () => sections,
    (section) => section.getName(),
  );
}
