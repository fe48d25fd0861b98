import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

/** What the server writes into the instance script, `/clerk.js`. */
export interface InstanceData {
  publishableKey: string;
  /** The answer to `GET /environment`. */
  environment: EnvironmentJSON;
}

/** The parameter of the function that the build puts around the script. The plain file passes nothing. */
declare const __clerkInstance: InstanceData | undefined;

/** What the server wrote into this script; undefined in the plain file, and where no build has run. */
export const instanceData: InstanceData | undefined =
  typeof __clerkInstance === 'undefined' ? undefined : __clerkInstance;
