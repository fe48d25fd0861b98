import { withAuth } from 'clerk-widgets/backend/next';

export const GET = withAuth((request) => Response.json({ userId: request.auth.userId }));
