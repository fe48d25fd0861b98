import type { InstanceConfig } from '../config/config.ts';
import { isOwnHost } from '../http/own-host.ts';
import { readBounded } from '../lib/read-bounded.ts';
import { SeedError } from './check-seed.ts';
import { EmulatorError } from './emulator-error.ts';
import type { EmulatorControls, WhoSignsIn } from './emulator-types.ts';
import type { Seed } from './seed.ts';

type Controls = Omit<EmulatorControls, 'messages'>;
type Body = Readonly<Record<string, unknown>>;

/** The requests that only an emulator answers. */
export const DEV_CONTROL_ROUTES = [
  'POST /__dev/reset',
  'GET /__dev/emulator',
  'GET /__dev/clock',
  'POST /__dev/clock',
  'POST /__dev/sessions',
] as const;

const MAX_BODY = 16 * 1024 * 1024;
const HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-site',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Origin',
};
const CLOCK_BODY = 'Give one of { "advance": seconds }, { "now": "2026-03-01T12:00:00Z" } and { "real": true }.';

/**
 * Answers what tests ask of the emulator: `POST /__dev/reset`, `GET` and `POST /__dev/clock`,
 * `POST /__dev/sessions`, and `GET /__dev/emulator` for its keys.
 *
 * A page of another site must not reset anybody's tests: the request has to name this instance as its host, and to come
 * from an allowed origin or from no page at all.
 *
 * @returns undefined for every other request
 */
export function createDevControls(
  controls: Controls,
  config: Pick<InstanceConfig, 'url' | 'homeUrl' | 'allowedOrigins'>,
): (request: Request) => Promise<Response> | undefined {
  const routes: Readonly<Record<(typeof DEV_CONTROL_ROUTES)[number], (body: Body) => Promise<unknown>>> = {
    'POST /__dev/reset': async (body) => {
      refuseOthers(body, ['seed']);
      return { users: await controls.reset(body.seed as Seed | undefined) };
    },
    'GET /__dev/emulator': async () => {
      const { url, publishableKey, secretKey, jwtKey, env } = controls;
      return { url, publishableKey, secretKey, jwtKey, env };
    },
    'GET /__dev/clock': () => controls.clock(),
    'POST /__dev/clock': (body) => setClock(controls, body),
    'POST /__dev/sessions': (body) => {
      refuseOthers(body, ['user', 'session', 'origin']);
      for (const [name, value] of Object.entries(body)) {
        if (typeof value !== 'string') throw new EmulatorError(422, `${name} is not a text.`);
      }
      return controls.signIn(body as WhoSignsIn);
    },
  };
  const paths = new Set(Object.keys(routes).map((route) => route.split(' ')[1]));

  const ownUrls = [config.url, config.homeUrl, ...config.allowedOrigins];

  async function answer(request: Request, path: string): Promise<Response> {
    const origin = request.headers.get('origin');
    const isAllowed = origin === null || config.allowedOrigins.includes(origin);
    const headers = { ...HEADERS, ...(origin !== null && isAllowed && corsFor(origin)) };
    try {
      if (!isOwnHost(request, ownUrls)) throw new EmulatorError(403, `Send this to ${config.url}.`);
      if (!isAllowed) throw new EmulatorError(403, `${origin} is not among allowedOrigins.`);
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
      const run = (routes as Partial<Record<string, (body: Body) => Promise<unknown>>>)[`${request.method} ${path}`];
      if (!run) throw new EmulatorError(405, `${path} does not take ${request.method}.`);
      return Response.json(await run(request.method === 'GET' ? {} : await readBody(request)), { headers });
    } catch (error) {
      const { status, body } = refusalOf(error);
      return Response.json(body, { status, headers });
    }
  }

  return (request) => {
    const path = new URL(request.url).pathname.replace(/^\/__clerk(?=\/)/, '');
    return paths.has(path) ? answer(request, path) : undefined;
  };
}

function setClock(controls: Controls, body: Body) {
  refuseOthers(body, ['advance', 'now', 'real']);
  const { advance, now, real } = body;
  if (Object.keys(body).length !== 1) throw new EmulatorError(422, CLOCK_BODY);
  if (typeof advance === 'number') return controls.advance(advance);
  if (typeof now === 'string') return controls.setTime(now);
  if (real === true) return controls.useRealTime();
  throw new EmulatorError(422, CLOCK_BODY);
}

async function readBody(request: Request): Promise<Body> {
  const bytes = await readBounded(request.body, MAX_BODY);
  if (!bytes) throw new EmulatorError(413, `The body has more than ${MAX_BODY} bytes.`);
  const text = new TextDecoder().decode(bytes).trim();
  if (text === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new EmulatorError(400, 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new EmulatorError(400, 'The body is no object.');
  return body as Body;
}

function refuseOthers(body: Body, known: readonly string[]): void {
  const other = Object.keys(body).find((name) => !known.includes(name));
  if (other !== undefined) throw new EmulatorError(422, `${other} is not known. Known are ${known.join(', ')}.`);
}

function corsFor(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Content-Type',
  };
}

/** Returns the answer in the form of Clerk's errors. */
function refusalOf(error: unknown): { status: number; body: unknown } {
  const of = (status: number, errors: unknown[]) => ({ status, body: { errors } });
  if (error instanceof SeedError) {
    const errors = error.problems.map(({ path, problem }) => {
      const message = `${path || 'The seed'} ${problem}`;
      return { code: error.code, message, long_message: message, meta: { path } };
    });
    return of(422, errors);
  }
  const status = error instanceof EmulatorError ? error.status : 500;
  const message = error instanceof Error ? error.message : 'It failed.';
  return of(status, [{ code: 'emulator_refused', message, long_message: message }]);
}
