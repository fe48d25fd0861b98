import { profileConnections } from '../../../localization/en-us/profile-connections.ts';
import sheet from './connections.css';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [sheet], texts: [profileConnections] };
