import { toList, toNew, toRecord, toWebResource } from '../route.ts';
import { isRow, type Row, textOf } from '../row.ts';
import { withoutBraces } from './guid.ts';
import { showMessage } from './message-dialog.ts';
import { showWebResource } from './web-resource-dialog.ts';

const empty: Row = {};
const readObject = (value: unknown): Row => (isRow(value) ? value : empty);

/** `Xrm.Navigation` */
export function createXrmNavigation(addressOf: (webResource: string) => string) {
  const resourceAddress = (name: string, data: unknown) =>
    `${addressOf(name)}${data === undefined || data === null ? '' : `?Data=${encodeURIComponent(String(data))}`}`;
  const openRecord = (table: string, id: string) =>
    location.assign(id === '' ? toNew(table) : toRecord(table, withoutBraces(id)));
  return {
    openAlertDialog: async (given: unknown) => {
      const texts = readObject(given);
      await showMessage({
        title: textOf(texts, 'title'),
        text: textOf(texts, 'text'),
        confirmLabel: textOf(texts, 'confirmButtonLabel') || 'OK',
      });
    },
    openConfirmDialog: async (given: unknown) => {
      const texts = readObject(given);
      const confirmed = await showMessage({
        title: textOf(texts, 'title'),
        text: textOf(texts, 'text'),
        subtitle: textOf(texts, 'subtitle'),
        confirmLabel: textOf(texts, 'confirmButtonLabel') || 'OK',
        cancelLabel: textOf(texts, 'cancelButtonLabel') || 'Cancel',
      });
      return { confirmed };
    },
    openErrorDialog: async (given: unknown) => {
      const texts = readObject(given);
      const text = textOf(texts, 'message') || `Error code ${textOf(texts, 'errorCode')}`;
      await showMessage({ title: 'An error has occurred', text, confirmLabel: 'OK' });
    },
    openForm: async (given: unknown) => {
      const options = readObject(given);
      openRecord(textOf(options, 'entityName'), textOf(options, 'entityId'));
      return { savedEntityReference: [] };
    },
    openUrl: (url: unknown) => void window.open(String(url), '_blank', 'noopener'),
    openWebResource: (name: unknown, _options?: unknown, data?: unknown) =>
      void window.open(resourceAddress(String(name), data), '_blank'),
    navigateTo: async (given: unknown, how?: unknown) => {
      const page = readObject(given);
      const options = readObject(how);
      const table = textOf(page, 'entityName');
      if (page.pageType === 'entitylist') return location.assign(toList(table));
      if (page.pageType === 'entityrecord') return openRecord(table, textOf(page, 'entityId'));
      if (page.pageType !== 'webresource') throw new Error(`navigateTo: page type ${page.pageType} is not here.`);
      const name = textOf(page, 'webresourceName');
      if (options.target !== 2) return location.assign(toWebResource(name));
      await showWebResource({
        address: resourceAddress(name, page.data),
        title: textOf(options, 'title'),
        width: readSize(options.width),
        height: readSize(options.height),
      });
    },
  };
}

function readSize(given: unknown) {
  if (typeof given === 'number') return given;
  if (!isRow(given) || typeof given.value !== 'number') return undefined;
  return { value: given.value, unit: textOf(given, 'unit') || 'px' };
}
