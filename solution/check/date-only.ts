import { eachPackage } from './finding.ts';
import { all, textIn } from './xml-tree.ts';

/** A date without time has the behaviour DateOnly (2): with any other a birthday moves by a day between time zones. */
export const dateOnly = eachPackage((pack) =>
  all(pack.customizations, 'attribute')
    .filter((node) => textIn(node, 'Type') === 'datetime' && textIn(node, 'Format') === 'date')
    .filter((node) => textIn(node, 'IsCustomField') === '1' && textIn(node, 'Behavior') !== '2')
    .map((node) => ({
      file: `${pack.zip}/customizations.xml`,
      element: `attribute ${textIn(node, 'LogicalName')}`,
      message: `has the format date and Behavior ${textIn(node, 'Behavior') || 'none'}: give it 2`,
    })),
);
