import { z } from 'zod';
import type { Control } from './control.ts';

const bodySchema = z.object({ clientId: z.guid(), clientSecret: z.string().min(1) });

/**
 * `POST /clients {"clientId","clientSecret"}`: an app registration more in the directory. It can get a token then, and is let in
 * once there is a row of systemuser with this `applicationid`. Not kept across restarts.
 */
export const addClient: Control = ({ clients }, body) => {
  const client = bodySchema.parse(body);
  clients.add({ ...client, clientId: client.clientId.toLowerCase() });
};
