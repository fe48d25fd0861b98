import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { changePassword, removePassword } from '../../account/change-password.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import { respond } from '../respond.ts';

/** The password of the signed-in user. */
export function passwordRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, userId: string): Promise<Response> =>
    respond(c, services, (view) => view.user(userId));

  app.post('/v1/me/change_password', limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    await changePassword(services, signedIn, {
      currentPassword: params.raw('current_password') ?? '',
      newPassword: params.requiredRaw('new_password'),
      signOutOfOtherSessions: params.boolean('sign_out_of_other_sessions', 'form_param_value_invalid') ?? false,
    });
    return reply(c, signedIn.user.id);
  });
  app.post('/v1/me/remove_password', limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    await removePassword(services, signedIn, c.get('context').params.raw('current_password') ?? '');
    return reply(c, signedIn.user.id);
  });
}
