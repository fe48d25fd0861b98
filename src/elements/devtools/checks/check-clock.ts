import { steadyNow } from '../../../client/platform/steady-now.ts';
import type { ClerkInstance } from '../../../client/types.ts';
import type { Finding } from '../../../protocol/diagnosis/finding.ts';
import { aheadOf, judgeClocks } from '../../../protocol/diagnosis/judge-clock.ts';
import type { Setup } from '../../../protocol/diagnosis/setup.ts';
import { ask } from '../../../client/platform/ask.ts';

/**
 * Compares the clocks of the API, of the page's server, and of this machine. An API of another origin does not show its
 * header `Date`; a fresh session token tells its time there.
 */
export async function checkClock({ api, pageUrl }: Setup, clerk: ClerkInstance | undefined): Promise<Finding[]> {
  const page = await ask(pageUrl.origin + pageUrl.pathname, { method: 'HEAD' });
  const ofPage = { host: pageUrl.host, ahead: aheadOf(page) };
  const ahead = aheadOf(api?.environmentAnswer) ?? (await aheadOfToken(clerk));
  return judgeClocks({ host: api ? new URL(api.url).host : '', ahead }, ofPage);
}

async function aheadOfToken(clerk: ClerkInstance | undefined): Promise<number | undefined> {
  const { session } = clerk ?? {};
  if (!session) return undefined;
  const start = steadyNow();
  const token = await session.getToken({ skipCache: true }).catch(() => null);
  const iat = token === null ? undefined : Number(clerk?.session?.lastActiveToken?.jwt.claims['iat']);
  // The claim has whole seconds, so half of one is added.
  return iat ? iat + 0.5 - (start + steadyNow()) / 2000 : undefined;
}
