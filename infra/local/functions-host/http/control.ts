import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerJson, readJson } from './json.ts';

export type ControlApi = {
  readonly state: () => Readonly<Record<string, unknown>>;
  readonly advanceClock: (seconds: number) => void;
  readonly switchTimers: (on: boolean) => void;
};

const clockOrder = z.object({ advanceSeconds: z.number().min(0) });
const timersOrder = z.object({ on: z.boolean() });

/** The control surface of this stand-in; nothing of it exists in the real host. */
export async function answerControl(
  control: ControlApi,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /_control/state':
      return answerJson(response, 200, control.state());
    case 'POST /_control/clock': {
      const order = await readJson(request, response, clockOrder);
      if (!order) return;
      control.advanceClock(order.advanceSeconds);
      return answerJson(response, 200, { now: new Date().toISOString() });
    }
    case 'POST /_control/timers': {
      const order = await readJson(request, response, timersOrder);
      if (!order) return;
      control.switchTimers(order.on);
      return answerJson(response, 200, order);
    }
    default:
      return answerJson(response, 501, { error: `${request.method} ${url.pathname} is not there.` });
  }
}
