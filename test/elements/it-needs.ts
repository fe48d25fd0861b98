import { ENGINE_LIMITS, type EngineFeature, titleWithNeed } from '../support/engine-limits.ts';
import type { Engine } from '../support/engines.ts';

/** The engine that the tests run in. The bundle of the tests defines it. */
declare const ELEMENT_ENGINE: Engine;

/** A test of what not every engine lets tests do. Where it does not run, the gate says so and does not count it. */
export function itNeeds(feature: EngineFeature, title: string, body: () => unknown): void {
  if (ELEMENT_ENGINE in ENGINE_LIMITS[feature]) it.skip(titleWithNeed(title, feature), body);
  else it(title, body);
}
