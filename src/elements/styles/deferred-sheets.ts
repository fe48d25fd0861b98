import code from './code.css';
import screens from './screens.css';

/** The sheets of the views after the first one. They have a module of their own so that the first load goes without them. */
export const deferredSheets: readonly string[] = [code, screens];
