import { marketingTabName, marketingTabXml } from '../core/marketing-tab.ts';
import { childNamed, cut, insert } from './edit-xml.ts';
import { type Element, scanXml } from './scan-xml.ts';

/** FormXML with the tab *Marketing* as its last one; a form that has it, moved or changed as it may be, is given back unchanged. */
export function addTab(formXml: string, table: 'contact' | 'account' | 'lead'): string {
  return ourTabs(formXml).length > 0 ? formXml : insert(formXml, ['tabs'], marketingTabXml(table));
}

/** FormXML without it, for an uninstall. */
export function removeTab(formXml: string): string {
  return cut(formXml, ourTabs(formXml));
}

function ourTabs(formXml: string): readonly Element[] {
  const tabs = childNamed(scanXml(formXml), 'tabs')?.children ?? [];
  return tabs.filter(({ attributes }) => attributes.name === marketingTabName);
}
