import { Clerk, setDefaultInstance } from 'clerk-widgets';
import { proxyUrl, publishableKey } from '../environment';

/** The instance of the whole app. The elements use it as well. */
export const clerk = new Clerk(publishableKey, proxyUrl ? { proxyUrl } : {});
setDefaultInstance(clerk);
void clerk.load();
