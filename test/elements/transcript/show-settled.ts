import type { StepState } from '../every-step.ts';
import { type ShownStep, showStep } from '../show-step.ts';

/**
 * Shows a step as it is for a person, who takes a while to make a mistake: what the element loads after its first screen,
 * such as what to do about an error, is there before the error.
 */
export async function showSettled({ errors, ...state }: StepState): Promise<ShownStep> {
  const shown = await showStep(state);
  if (!errors) return shown;
  while (!shown.element.errorAction) await new Promise(requestAnimationFrame);
  await shown.settled();
  const { global, ...fields } = errors;
  shown.flow.fail(fields, global);
  await shown.settled();
  return shown;
}
