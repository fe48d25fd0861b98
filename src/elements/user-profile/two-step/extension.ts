import { profileTwoStep } from '../../../localization/en-us/profile-two-step.ts';
import sheet from './two-step.css';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [sheet], texts: [profileTwoStep] };
