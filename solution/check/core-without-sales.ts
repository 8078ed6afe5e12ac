import { eachPackage } from './finding.ts';
import { all, type Node, textIn } from './xml-tree.ts';

/** Words of Dynamics 365 Sales and Marketing, as names of tables, columns, privileges or files. */
const salesWord =
  /(^|[^a-z])(prv[A-Z][a-z]+)?(lead|list|listmember|campaign|campaignresponse|campaignactivity)(id|s)?(?![a-z])/i;

/** The core solution names no table that plain Dataverse does not have: it could not be imported there. Labels may say what they like. */
export const coreWithoutSales = eachPackage((pack) => {
  if (pack.uniqueName !== 'assent_core') return [];
  const inXml = [...pack.xml].flatMap(([path, root]) =>
    namesIn(root).map(({ element, value }) => ({ path, element, value })),
  );
  const webResources = all(pack.customizations, 'WebResource').map((node) => ({
    path: 'customizations.xml',
    element: 'WebResource Name',
    value: textIn(node, 'Name'),
  }));
  return [...inXml, ...webResources]
    .filter(({ value }) => salesWord.test(value))
    .map(({ path, element, value }) => ({
      file: `${pack.zip}/${path}`,
      element,
      message: `names ${value}, which plain Dataverse does not have: it belongs to the sales solution`,
    }));
});

type Named = { readonly element: string; readonly value: string };

const labels = new Set(['description', 'default', 'Title', 'LocalizedName', 'OriginalName']);
/** Their texts are for people, or XML inside a text, whose names are looked at where they are defined. */
const withoutNames = new Set(['description', 'Description', 'DependencyXml', 'label']);

function namesIn(root: Node): readonly Named[] {
  const found: Named[] = [];
  const look = (node: Node): void => {
    if (withoutNames.has(node.name)) return;
    for (const [name, value] of Object.entries(node.attributes))
      if (!labels.has(name)) found.push({ element: `${node.name} ${name}`, value });
    if (node.text !== '') found.push({ element: node.name, value: node.text });
    node.children.forEach(look);
  };
  look(root);
  return found;
}
