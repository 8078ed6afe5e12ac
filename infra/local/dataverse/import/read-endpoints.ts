import { readGuid } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import { child, childrenNamed, numberIn, textIn, type Xml } from './xml.ts';

/** `<ServiceEndpoints>`. The format has the address but no key; a later import writes the packaged address over a patched one. */
export function readEndpoints(customizations: Xml): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'ServiceEndpoints'), 'ServiceEndpoint').map((part) => ({
    table: 'serviceendpoint',
    id: readGuid(part.attributes.ServiceEndpointId ?? '') ?? '',
    values: filled({
      name: part.attributes.Name,
      url: textIn(part, 'Url'),
      description: textIn(part, 'Description'),
      path: textIn(part, 'Path'),
      solutionnamespace: textIn(part, 'SolutionNamespace'),
      namespaceaddress: textIn(part, 'NamespaceAddress'),
      connectionmode: numberIn(part, 'ConnectionMode'),
      contract: numberIn(part, 'Contract'),
      userclaim: numberIn(part, 'UserClaim'),
      authtype: numberIn(part, 'AuthType'),
      messageformat: numberIn(part, 'MessageFormat'),
      namespaceformat: numberIn(part, 'NamespaceFormat'),
      saskeyname: textIn(part, 'SASKeyName'),
      messagecharset: 0,
      usekeyvaultconfiguration: false,
    }),
  }));
}
