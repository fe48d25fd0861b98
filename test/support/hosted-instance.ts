import { pageRenderer } from './ssr.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from './instance.ts';

/** Starts the whole server in this process, with the pages of its own that it has by default. */
export function getHostedInstance(options: TestInstanceOptions = {}): Promise<TestInstance> {
  return getTestInstance({
    pageRenderer: async () => pageRenderer,
    ...options,
    config: { hostedPages: true, ...options.config },
  });
}
