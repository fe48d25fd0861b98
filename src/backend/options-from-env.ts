import type { BackendOptions } from './backend-options.ts';

/** Variables of an environment, such as `process.env` or the bindings of a worker. An interface fits as well. */
export type Environment = object;

/** What build tools put before the name of a variable that may reach the browser. */
const PUBLIC_PREFIXES = ['', 'NEXT_PUBLIC_', 'PUBLIC_', 'VITE_', 'NUXT_PUBLIC_', 'GATSBY_', 'REDWOOD_ENV_'];
const PRIVATE_PREFIXES = ['', 'NUXT_'];

/** The variables are those of Clerk's SDKs. */
const VARIABLES = {
  publishableKey: ['CLERK_PUBLISHABLE_KEY', PUBLIC_PREFIXES],
  secretKey: ['CLERK_SECRET_KEY', PRIVATE_PREFIXES],
  jwtKey: ['CLERK_JWT_KEY', PRIVATE_PREFIXES],
  apiUrl: ['CLERK_API_URL', PUBLIC_PREFIXES],
  frontendApiUrl: ['CLERK_FAPI_URL', PRIVATE_PREFIXES],
  proxyUrl: ['CLERK_PROXY_URL', PUBLIC_PREFIXES],
  signInUrl: ['CLERK_SIGN_IN_URL', PUBLIC_PREFIXES],
} as const satisfies Partial<Record<keyof BackendOptions, readonly [name: string, prefixes: readonly string[]]>>;

/**
 * Reads the options of the SDK from environment variables, by the names of Clerk's SDKs: `CLERK_PUBLISHABLE_KEY`,
 * `CLERK_SECRET_KEY`, `CLERK_JWT_KEY`, `CLERK_API_URL`, `CLERK_FAPI_URL`, `CLERK_PROXY_URL` and `CLERK_SIGN_IN_URL`. The
 * public ones may have the prefix of a build tool, such as `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY`. An empty variable counts as
 * missing.
 *
 * @param environment default: the variables of the process, where the runtime has one
 * @returns the options that the environment sets
 * @example
 * // A Cloudflare worker.
 * import { env } from 'cloudflare:workers';
 *
 * const clerk = createClerkClient(optionsFromEnv(env));
 */
export function optionsFromEnv(environment: Environment = variablesOfProcess()): BackendOptions {
  const variables = environment as Readonly<Record<string, unknown>>;
  const options: BackendOptions = {};
  for (const [option, [name, prefixes]] of Object.entries(VARIABLES) as [keyof typeof VARIABLES, Variable][]) {
    const value = prefixes.map((prefix) => variables[prefix + name]).find(isText);
    if (value !== undefined) options[option] = value.trim();
  }
  return options;
}

type Variable = (typeof VARIABLES)[keyof typeof VARIABLES];

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function variablesOfProcess(): Environment {
  return (globalThis.process as NodeJS.Process | undefined)?.env ?? {};
}
