import { createClock } from '../ground/clock.ts';
import { listen } from '../ground/listen.ts';
import type { Running } from '../ground/run-stand-in.ts';
import type { SharedKey } from './amqp/sas-token.ts';
import { serveAmqp } from './amqp/serve-amqp.ts';
import { createControlApp } from './control/create-control-app.ts';
import { createBus } from './engine/bus.ts';
import type { QueueSettings } from './engine/model.ts';

export type ServiceBusOptions = {
  readonly port: number;
  readonly controlPort: number;
  readonly queues: readonly QueueSettings[];
  readonly key: SharedKey;
  /** 0 switches throttling off. */
  readonly creditsPerSecond: number;
  readonly clockSkewMs: number;
};

/** Starts the broker and its control surface in this process. */
export async function startServiceBus(options: ServiceBusOptions): Promise<Running> {
  const clock = createClock(options.clockSkewMs);
  const bus = createBus(options.queues, { clock, creditsPerSecond: options.creditsPerSecond });
  const amqp = await serveAmqp(bus, { port: options.port, key: options.key });
  const control = await listen(createControlApp(bus, amqp), options.controlPort);
  return {
    ready: {
      port: amqp.port,
      control: `http://localhost:${control.port}`,
      connectionString: connectionString(amqp.port, options.key),
    },
    stop: async () => {
      bus.close();
      await Promise.all([amqp.close(), control.close()]);
    },
  };
}

function connectionString(port: number, { name, key }: SharedKey): string {
  return `Endpoint=sb://localhost:${port};SharedAccessKeyName=${name};SharedAccessKey=${key};UseDevelopmentEmulator=true`;
}
