import type { Prepared } from '../factors/factor.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import { adoptClient, openClient } from '../sessions/open-client.ts';
import { rotateClient } from '../sessions/rotate-client.ts';

/** Does for the browser what preparing a factor asks for: a new cookie, and an authorization request to be shown. */
export async function settlePrepared(
  { storage }: Services,
  context: RequestContext,
  { authorization, needsNewCookie }: Prepared = {},
): Promise<void> {
  if (authorization) {
    context.shown.set(authorization.challengeId, { external_verification_redirect_url: authorization.url });
  }
  // A cookie that this request made is new already.
  if (!needsNewCookie || context.newToken !== undefined) return;
  const opened = await storage.transaction(async (tx) => {
    const before = await openClient(tx, context);
    return { ...before, newToken: await rotateClient(tx, context, before) };
  });
  adoptClient(context, opened);
}
