import type { StepState } from '../every-step.ts';
import { type ShownStep, showStep } from '../show-step.ts';

/**
 * Shows a step as it is for a person, who takes a while to read it: what the element loads after its first screen, such as
 * the mark of the last method and what to do about an error, is there.
 */
export async function showSettled({ errors, ...state }: StepState): Promise<ShownStep> {
  const shown = await showStep(state);
  while (!shown.element.errorAction) await new Promise(requestAnimationFrame);
  await shown.settled();
  if (!errors) return shown;
  const { global, ...fields } = errors;
  shown.flow.fail(fields, global);
  await shown.settled();
  return shown;
}
