import { redirect } from '@sveltejs/kit';

// A redirect that a load function throws has to keep the cookies of the hook.
export function load({ cookies }) {
  cookies.set('own', '1', { path: '/' });
  redirect(307, '/');
}
