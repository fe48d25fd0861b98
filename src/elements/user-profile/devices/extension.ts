import { profileDevices } from '../../../localization/en-us/profile-devices.ts';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [], texts: [profileDevices] };
