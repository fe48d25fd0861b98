import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { changePassword, removePassword } from '../../account/change-password.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import { answer } from '../respond.ts';

/** The password of the signed-in user. */
export function passwordRoutes(app: Hono<AppEnv>, services: Services): void {
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, userId: string): Promise<Response> => answer(c, services, (view) => view.user(userId));

  app.post('/v1/me/change_password', limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const { params } = context;
    await changePassword(services, context, signedIn, {
      currentPassword: params.raw('current_password') ?? '',
      newPassword: params.requiredRaw('new_password'),
      signOutOfOtherSessions: params.boolean('sign_out_of_other_sessions', 'form_param_value_invalid') ?? false,
    });
    return reply(c, signedIn.user.id);
  });
  app.post('/v1/me/remove_password', limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    await removePassword(services, context, signedIn, context.params.raw('current_password') ?? '');
    return reply(c, signedIn.user.id);
  });
}
