import { getAuth } from 'clerk-widgets/backend/sveltekit';

export const load = (event) => ({ userId: getAuth(event).userId });
