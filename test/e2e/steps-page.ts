// The page that `step-shots.ts` takes its pictures of.
import { EVERY_STEP } from '../elements/every-step.ts';
import { showStep } from '../elements/show-step.ts';
import { cleanUp } from '../elements/support.ts';

interface StepsPage {
  names: string[];
  show(name: string): Promise<void>;
}

const steps: StepsPage = {
  names: Object.keys(EVERY_STEP),
  async show(name) {
    cleanUp();
    const state = EVERY_STEP[name];
    if (!state) throw new Error(`There is no step ${name}.`);
    await showStep(state);
  },
};

Object.assign(window, { steps });
