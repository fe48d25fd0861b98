import { profileIdentifiers } from '../../../localization/en-us/profile-identifiers.ts';
import sheet from './identifiers.css';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [sheet], texts: [profileIdentifiers] };
