import { getAuth } from 'clerk-widgets/backend/react-router';

export async function loader(args) {
  const { userId } = await getAuth(args);
  if (!userId) return Response.json({ error: 'signed_out' }, { status: 401 });
  return Response.json({ userId });
}

export async function action(args) {
  return loader(args);
}
