import { getAuth } from 'clerk-widgets/backend/next';
import type { NextApiRequest, NextApiResponse } from 'next';

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { userId } = await getAuth(req);
  res.json({ userId });
}
