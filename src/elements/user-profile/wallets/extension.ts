import { profileWallets } from '../../../localization/en-us/profile-wallets.ts';
import sheet from './wallets.css';

/** What the editors of this folder need. */
export const EXTENSION = { sheets: [sheet], texts: [profileWallets] };
