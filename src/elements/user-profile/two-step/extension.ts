import { profileTwoStep } from '../../../localization/en-us/profile-two-step.ts';
import sheet from './two-step.css';

/** What every editor of this folder needs. */
export const TWO_STEP = { sheets: [sheet], texts: [profileTwoStep] };
