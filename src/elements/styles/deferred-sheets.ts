import code from './code.css';
import screens from './screens.css';

/** The sheets of the screens after the first: a module of its own, since the first load has to go without them. */
export const deferredSheets: readonly string[] = [code, screens];
