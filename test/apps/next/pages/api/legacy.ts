import { type AuthedRequest, getContext, withAuth } from 'clerk-widgets/backend/next';
import type { NextApiResponse } from 'next';

export default withAuth(async (req: AuthedRequest, res: NextApiResponse) => {
  res.status(200).json({ userId: req.auth.userId, plan: await getContext(req, 'plan') });
});
