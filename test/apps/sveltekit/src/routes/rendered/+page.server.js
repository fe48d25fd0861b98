import { renderSignIn } from 'clerk-widgets/backend';

export const load = async ({ url }) => ({ form: String(await renderSignIn({ url: url.href })) });
