import type { Engine } from './engines.ts';

/** What the driver of an engine cannot do for a test, with the reason. Tests that need it do not run in that engine. */
export const ENGINE_LIMITS = {
  'an input method': { webkit: 'WebKitWebDriver has no command that composes text' },
} as const satisfies Record<string, Partial<Record<Engine, string>>>;

export type EngineFeature = keyof typeof ENGINE_LIMITS;

/** Marks the title of a test that does not run, so that the runner counts it by its reason. */
export const titleWithNeed = (title: string, feature: EngineFeature): string => `${title} [needs ${feature}]`;

/** Reads the mark of {@link titleWithNeed}, and returns why the test does not run in an engine. */
export function whyNotRun(title: string, engine: Engine): string | undefined {
  const feature = /\[needs (.+)\]$/.exec(title)?.[1] as EngineFeature | undefined;
  const limits: Partial<Record<Engine, string>> | undefined = feature && ENGINE_LIMITS[feature];
  return limits?.[engine];
}
