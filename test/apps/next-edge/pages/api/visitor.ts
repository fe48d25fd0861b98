import { getContext } from 'clerk-widgets/backend/next';
import type { NextApiRequest, NextApiResponse } from 'next';

/** What is passed by the header and by the query alone. */
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { 'x-clerk-context': header, ...headers } = req.headers;
  const byQuery = Object.assign(Object.create(req), { headers });
  res.json({
    visitor: (await getContext(req, 'visitor')) ?? null,
    byQuery: (await getContext(byQuery, 'visitor')) ?? null,
    sealed: header !== undefined && !header.includes('edge'),
  });
}
