import type { Core } from './core.ts';

/**
 * What is wrong and how to mend it, without anything secret. Its own chunk: only a page that fails needs it.
 *
 * @param code code of the first error
 */
export function describeLoadError({ address, platform, key }: Core, code: string, message: string): string {
  const { origin } = new URL(platform.href());
  if (code === 'origin_invalid') {
    return key.instanceType === 'production'
      ? `This page's origin (${origin}) is not allowed by the instance of ${key.frontendApi}, which the publishable key belongs to. Add it to the allowed origins, or use the key of this page's domain.`
      : `This page's origin (${origin}) is not allowed by ${key.frontendApi}. Add it to the allowed origins of the instance.`;
  }
  if (code === 'network_error') {
    return `The Frontend API at ${address.baseUrl} cannot be reached. Either it is down or blocked, or it does not allow this page's origin (${origin}): then add it to the allowed origins. Trying again in the background.`;
  }
  return `Loading failed (${code}): ${message}`;
}
