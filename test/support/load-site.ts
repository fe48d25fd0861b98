import '../../build/source-hooks.ts';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { CLIENT_UAT_COOKIE, HOST_CLIENT_COOKIE } from '../../src/protocol/cookies.ts';
import { VERSION } from '../../src/protocol/version.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { consoleLogger } from '../../src/server/logger.ts';
import type { LoadOptions } from './page-load.ts';
import { html } from './site.ts';
import { TestBrowser } from './test-browser.ts';
import type { Handler } from './tls-hosts.ts';

/** The account that the signed-in scenes show. */
export const VISITOR = { emailAddress: 'ada+clerk_test@example.com', password: 'a fine long password' };

export interface Scene {
  /** The element of the page, without `clerk-`. */
  element: string;
  /** Makes the page usable, in our elements and in Clerk's own. */
  target: string;
  /** The visitor is signed in before the page loads, and the target takes no focus. */
  isSignedIn: boolean;
}

export const SCENES = {
  'sign-in': { element: 'sign-in', target: 'input[name="identifier"]', isSignedIn: false },
  'user button': { element: 'user-button', target: 'button.cl-userButtonTrigger', isSignedIn: true },
  profile: { element: 'user-profile', target: '.cl-profileSection__profile', isSignedIn: true },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[];

/** Where the page is: on another host of the API's site, on the script's own host, or on another site. */
export type Place = 'other host' | 'own host' | 'other site';

/**
 * The script tag with attributes, the instance script without any, or that one on a page in which a server has rendered the
 * element.
 */
export type PageKind = 'plain' | 'instance' | 'rendered';

/** Writes the body of a page, which loads its script from `api`: an origin, or a path of the page's own host. */
export type WritePage = (scene: Scene, api: string, publishableKey: string, kind: PageKind) => string;

export interface SeenRequest {
  method: string;
  url: URL;
  isScript: boolean;
  /** Bytes of the body as sent, so compressed. */
  bytes: number;
}

/** The path of the page that the instance names for sign-in. Every page is there too. */
export const SIGN_IN = '/sign-in';

/** A server with a visitor who is signed in, and pages that show one element each. */
export interface LoadSite {
  server: ClerkServer;
  /** What answers each host. */
  hosts: Record<string, Handler>;
  /** Says how to load a page. */
  page(scene: SceneName, place?: Place, kind?: PageKind): Pick<LoadOptions, 'url' | 'target' | 'focus' | 'cookies'>;
  /** Requests for pages, scripts and the API, in the order they arrived. */
  seen: SeenRequest[];
  /** Called with each request when it is in `seen`. The answer waits for it. */
  before?: (request: SeenRequest) => Promise<void> | void;
}

/**
 * @param name of the site, `<name>.test`: pages are at `app.`, the API at `clerk.`
 * @param files what answers other paths than that of the page before the server does
 * @param config changes of the server's settings
 */
export async function createLoadSite(
  name: string,
  write: WritePage,
  files: Handler[] = [],
  config: Partial<ConfigInput> = {},
): Promise<LoadSite> {
  const hostOf = {
    'other host': `app.${name}.test`,
    'own host': `pages.${name}.test`,
    'other site': `app.not-${name}.test`,
  } satisfies Record<Place, string>;
  const api = `clerk.${name}.test`;
  const server = await createServer(
    {
      url: `https://${api}`,
      // The pages are the test's own.
      hostedPages: false,
      databaseUrl: 'sqlite::memory:',
      allowedOrigins: Object.values(hostOf).map((host) => `https://${host}`),
      cookieDomain: `${name}.test`,
      proxyPaths: ['/__clerk'],
      password: { breachCheck: false },
      applicationName: 'Fieldnotes',
      testMode: true,
      forceTestMode: true,
      ...config,
    },
    { logger: { ...consoleLogger, info() {}, warn() {} } },
  );
  const visitor = await signUp(server, `https://${hostOf['other host']}`);

  const cookiesAt = (host: string): LoadOptions['cookies'] => [
    // The page knows by this cookie that somebody is signed in.
    { name: CLIENT_UAT_COOKIE, value: visitor.uat, url: `https://${host}` },
    // The script of a page on the API's own host shares this one with the API.
    { name: HOST_CLIENT_COOKIE, value: visitor.client, url: `https://${host === hostOf['own host'] ? host : api}` },
  ];
  const site: LoadSite = {
    server,
    seen: [],
    hosts: {},
    page(scene, place = 'other host', kind = 'plain') {
      const { target, isSignedIn } = SCENES[scene];
      const host = hostOf[place];
      const cookies = isSignedIn ? cookiesAt(host) : [];
      const query = new URLSearchParams({ scene, kind });
      return { url: `https://${host}/?${query}`, target, focus: !isSignedIn, cookies };
    },
  };
  const answerApi: Handler = async (request) => {
    for (const file of files) {
      const found = await file(request);
      if (found.status !== 404) return found;
    }
    return server.fetch(request);
  };
  const answerPage: Handler = (request) => {
    const { pathname, searchParams, host } = new URL(request.url);
    if (pathname !== '/' && pathname !== SIGN_IN) return answerApi(request);
    const scene = SCENES[searchParams.get('scene') as SceneName];
    const at = host === hostOf['own host'] ? '/__clerk' : `https://${api}`;
    return html(write(scene, at, server.config.publishableKey, (searchParams.get('kind') ?? 'plain') as PageKind));
  };
  site.hosts = Object.fromEntries([
    [api, recorded(answerApi, site)],
    ...Object.values(hostOf).map((host) => [host, recorded(answerPage, site)]),
  ]);
  return site;
}

/** Our page, as the README writes it. */
export const ourPage: WritePage = ({ element }, api, publishableKey, kind) => {
  const tag = `<clerk-${element}></clerk-${element}>`;
  if (kind === 'instance') return `${tag}<script async src="${api}/clerk.js?elements=${element}"></script>`;
  const proxy = api.startsWith('/') ? ` data-clerk-proxy-url="${api}"` : '';
  return `${tag}<script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"${proxy}
    src="${api}/npm/clerk-widgets@${VERSION}/dist/clerk.js"></script>`;
};

/** Our page with an element that a server has rendered. */
export const renderedPage =
  (rendered: { html: string; style: string }): WritePage =>
  ({ element }, api) =>
    `<style>${rendered.style}</style>${rendered.html}<script async src="${api}/clerk.js?elements=${element}"></script>`;

/** Arguments of a browser that reaches the hosts of a site, and nothing else, on a port of this machine. */
export const browserArgs = (port: number): string[] => [
  '--disable-quic',
  '--ignore-certificate-errors',
  `--host-resolver-rules=MAP *.test 127.0.0.1:${port}, MAP * ~NOTFOUND`,
];

function recorded(handler: Handler, site: LoadSite): Handler {
  return async (request) => {
    const seen: SeenRequest = { method: request.method, url: new URL(request.url), isScript: false, bytes: 0 };
    site.seen.push(seen);
    await site.before?.(seen);
    const response = await handler(request);
    seen.isScript = response.headers.get('content-type')?.startsWith('text/javascript') ?? false;
    const body = await response.arrayBuffer();
    seen.bytes = body.byteLength;
    return new Response(body.byteLength ? body : null, response);
  };
}

async function signUp(server: ClerkServer, origin: string): Promise<{ client: string; uat: string }> {
  const browser = new TestBrowser(server.fetch, server.config.url, origin, 'Mozilla/5.0');
  const { emailAddress, password } = VISITOR;
  const post = async (path: string, form: Record<string, string>) => {
    const { status, response } = await browser.post(`/v1/client/${path}`, form);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    return response;
  };
  const { id } = await post('sign_ups', { email_address: emailAddress, password });
  await post(`sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  await post(`sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code: '424242' });
  const client = browser.cookies.get(HOST_CLIENT_COOKIE);
  const uat = browser.cookies.get(CLIENT_UAT_COOKIE);
  if (!client || !uat) throw new Error('The sign-up did not complete.');
  return { client, uat };
}
