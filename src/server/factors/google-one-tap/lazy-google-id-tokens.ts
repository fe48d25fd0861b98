import { lazy } from '../../lib/lazy.ts';
import type { GoogleIdTokens, GoogleIdTokensDeps } from './google-id-tokens.ts';

/** Creates what verifies the tokens of Google One Tap. An instance without it never loads its code. */
export function lazyGoogleIdTokens(deps: GoogleIdTokensDeps): GoogleIdTokens {
  const load = async () => (await import('./google-id-tokens.ts')).createGoogleIdTokens(deps);
  const tokens = lazy(load, deps.config.googleOneTap.enabled);
  return { verify: async (input, now) => (await tokens()).verify(input, now) };
}
