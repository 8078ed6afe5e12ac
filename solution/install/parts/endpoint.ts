import { endpointId } from '../../format/step-xml.ts';
import type { WebApi } from '../../web-api.ts';
import type { Part } from '../part.ts';

/** Address and key of the webhook. A solution holds neither; each import sets the address back. */
export function endpointPart(api: WebApi, endpoint: { readonly webhook: string; readonly key: string }): Part {
  return {
    name: 'webhook',
    differences: async () => {
      const row = await api.read(`serviceendpoints(${endpointId})?$select=url`);
      if (!row)
        throw new Error('The webhook is not there: import the solution assent_core first (leave --repair out).');
      const apply = () =>
        api.patch(`serviceendpoints(${endpointId})`, { url: endpoint.webhook, authvalue: endpoint.key });
      const isSame = row.url === endpoint.webhook;
      return [
        {
          says: `${isSame ? '' : `the address becomes ${endpoint.webhook}; `}the key is set, as nobody can read it back`,
          apply,
        },
      ];
    },
  };
}
