import type { Row, WebApi } from '../../../../solution/web-api.ts';

/** A Web API that answers by the beginning of the path, and keeps what was written. */
export function fakeApi(answers: Readonly<Record<string, unknown>>) {
  const written: (readonly [method: string, path: string, body?: Row])[] = [];
  const find = (path: string) => {
    const found = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
    return typeof found === 'function' ? found(path) : found;
  };
  const api: WebApi = {
    environment: 'https://org.example',
    query: async (path) => (find(path) ?? []) as readonly Row[],
    read: async (path) => find(path) as Row | undefined,
    patch: async (path, columns) => void written.push(['PATCH', path, columns]),
    post: async (path, body) => {
      written.push(['POST', path, body]);
      return find(`POST ${path}`) as Row | undefined;
    },
    remove: async (path) => void written.push(['DELETE', path]),
  };
  return { api, written };
}
