import { profilePasskeys } from '../../../localization/en-us/profile-passkeys.ts';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [], texts: [profilePasskeys] };
