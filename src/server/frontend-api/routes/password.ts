import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { changePassword, removePassword } from '../../account/change-password.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import { answer } from '../respond.ts';

/** The password of the signed-in user. */
export function passwordRoutes(app: Hono<AppEnv>, services: Services): void {
  for (const [name, change] of Object.entries({ change_password: changePassword, remove_password: removePassword })) {
    app.post(`/v1/me/${name}`, async (c) => {
      const signedIn = await requireSession(services, c.get('context'));
      await change(services, c.get('context'), signedIn);
      return answer(c, services, (view) => view.user(signedIn.user.id));
    });
  }
}
