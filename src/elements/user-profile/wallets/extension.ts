import { profileWallets } from '../../../localization/en-us/profile-wallets.ts';
import sheet from './wallets.css';

/** What the editors of wallets need. */
export const EXTENSION = { sheets: [sheet], texts: [profileWallets] };
