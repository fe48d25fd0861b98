import type { SessionHost } from '../session/session-context.ts';
import type { FapiClient, FapiRequestHook, FapiRequestInit, RequestMembers } from '../types.ts';

/** Creates the members that let an SDK of apps without cookies see and change each request. */
export function requestMembers({ address, platform }: SessionHost): RequestMembers {
  const before: FapiRequestHook[] = [];
  const after: FapiRequestHook[] = [];
  let original: typeof platform.fetch | undefined;

  const add = (hooks: FapiRequestHook[], hook: FapiRequestHook) => {
    hooks.push(hook);
    if (original) return;
    original = platform.fetch.bind(platform);
    platform.fetch = send;
  };

  const send = async (href: string, init: RequestInit): Promise<Response> => {
    const url = new URL(href);
    const { pathname } = new URL(address.baseUrl);
    const path = url.pathname.slice(pathname.length);
    const request: FapiRequestInit = { ...init, headers: new Headers(init.headers), path, url };
    for (const hook of before) if ((await hook(request)) === false) return new Response('{}');
    const response = await (original as typeof platform.fetch)(request.url.href, request);
    if (after.length) {
      const payload: unknown = await response
        .clone()
        .json()
        .catch(() => null);
      for (const hook of after) await hook(request, Object.assign(response, { payload }));
    }
    return response;
  };

  const client: FapiClient = {
    buildUrl({ path = '', search }) {
      const url = new URL(address.baseUrl + path);
      for (const [name, value] of new URLSearchParams(search)) url.searchParams.set(name, value);
      return url;
    },
    onBeforeRequest: (hook) => add(before, hook),
    onAfterResponse: (hook) => add(after, hook),
  };
  return {
    getFapiClient: () => client,
    __internal_onBeforeRequest: client.onBeforeRequest,
    __internal_onAfterResponse: client.onAfterResponse,
  };
}
