// The page that `step-shots.ts` takes its pictures of.
import { EVERY_STEP } from '../elements/every-step.ts';
import { showStep } from '../elements/show-step.ts';
import { directionOf } from '../../src/localization/languages.ts';
import { cleanUp } from '../elements/support.ts';

interface StepsPage {
  names: string[];
  show(name: string): Promise<void>;
}

const steps: StepsPage = {
  names: Object.keys(EVERY_STEP),
  async show(name) {
    cleanUp();
    const language = new URLSearchParams(location.search).get('lang') ?? 'en';
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    const state = EVERY_STEP[name];
    if (!state) throw new Error(`There is no step ${name}.`);
    await showStep(state);
  },
};

Object.assign(window, { steps });
