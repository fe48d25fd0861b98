import { getContext } from 'clerk-widgets/backend/next';

export async function GET(request: Request): Promise<Response> {
  return Response.json({ plan: (await getContext(request, 'plan')) ?? null });
}
