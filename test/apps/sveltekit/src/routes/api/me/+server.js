import { json } from '@sveltejs/kit';
import { getAuth } from 'clerk-widgets/backend/sveltekit';

export function GET(event) {
  const { userId } = getAuth(event);
  return userId ? json({ userId }) : json({ error: 'signed_out' }, { status: 401 });
}
