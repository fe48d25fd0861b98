import avatarSheet from '../styles/avatar.css';
import base from '../styles/base.css';
import sheet from './user-button.css';

/** The style sheets of the button, in cascade order. */
export const buttonSheets: readonly string[] = [base, avatarSheet, sheet];
