import { auth } from 'clerk-widgets/backend/next';

export async function GET(): Promise<Response> {
  const { userId } = await auth();
  return Response.json({ userId });
}
