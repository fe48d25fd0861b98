import type { Hono, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { changePassword, removePassword } from '../../account/change-password.ts';
import { deleteUser } from '../../account/delete-user.ts';
import { listSignInMethods } from '../../account/sign-in-methods.ts';
import { revokeSession } from '../../account/revoke-session.ts';
import { updateMetadata } from '../../account/update-metadata.ts';
import { type UserChanges, updateUser } from '../../account/update-user.ts';
import { MAX_METADATA } from '../../users/user-fields.ts';
import { ApiError } from '../../http/errors.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type Params, parseTogether } from '../../http/params.ts';
import { presentSessionWithActivities } from '../presenters/present-client.ts';
import { presentSignInMethod } from '../presenters/present-user.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import { statusOf } from '../../sessions/session-status.ts';
import type { SignedIn } from '../../sessions/signed-in.ts';
import { respond, respondDeleted } from '../respond.ts';

/** The signed-in user, their password and their sessions. */
export function meRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const { storage } = services;
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, userId: string): Promise<Response> =>
    respond(c, services, (view) => view.user(userId));

  app.get('/v1/me', authenticated, async (c) => reply(c, c.get('signedIn').user.id));
  app.patch('/v1/me', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    await updateUser(services, signedIn, parseUserChanges(c.get('context').params));
    return reply(c, signedIn.user.id);
  });
  app.delete('/v1/me', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    await deleteUser(services, signedIn);
    return respondDeleted(c, services, 'user', signedIn.user.id);
  });
  app.patch('/v1/me/metadata', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const patch = c.get('context').params.object('unsafe_metadata', MAX_METADATA) ?? {};
    await updateMetadata(services, signedIn, patch);
    return reply(c, signedIn.user.id);
  });

  app.post('/v1/me/change_password', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    await changePassword(services, signedIn, {
      currentPassword: params.raw('current_password') ?? '',
      newPassword: params.requiredRaw('new_password'),
      signOutOfOtherSessions: params.boolean('sign_out_of_other_sessions', 'form_param_value_invalid') ?? false,
    });
    return reply(c, signedIn.user.id);
  });
  app.post('/v1/me/remove_password', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    await removePassword(services, signedIn, c.get('context').params.raw('current_password') ?? '');
    return reply(c, signedIn.user.id);
  });

  app.get('/v1/me/sign_in_methods', authenticated, async (c) =>
    c.json((await listSignInMethods(services, c.get('signedIn'))).map(presentSignInMethod)),
  );

  const listSessions = async ({ user, now }: SignedIn, all: boolean) => {
    const sessions = await storage.listUserSessions(user.id, now, all);
    return sessions.map((session) => presentSessionWithActivities(session, statusOf(session, now)));
  };
  app.get('/v1/me/sessions', authenticated, async (c) => c.json(await listSessions(c.get('signedIn'), true)));
  // The router takes neither a plain word nor another name where the path below has its parameter.
  app.get('/v1/me/sessions/:id', requireActive, authenticated, async (c) =>
    c.json(await listSessions(c.get('signedIn'), false)),
  );
  app.post('/v1/me/sessions/:id/revoke', authenticated, async (c) => {
    const id = c.req.param('id');
    await revokeSession(services, c.get('signedIn'), id);
    return respond(c, services, async (view, client) => {
      const revoked = await storage.findSession(id);
      return revoked && client ? view.session(revoked, client) : null;
    });
  });
}

/** `active` is the only word that may follow `/v1/me/sessions/`. */
const requireActive: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.param('id') !== 'active') throw new ApiError('resource_not_found');
  await next();
};

/** Parses the fields of a user that a form changes. @throws {ApiError} one that names every field at fault */
function parseUserChanges(params: Params): UserChanges {
  return parseTogether((read) => ({
    first_name: read(() => params.name('first_name')),
    last_name: read(() => params.name('last_name')),
    username: read(() => params.nullable('username')),
    primary_email_address_id: read(() => params.nullable('primary_email_address_id')),
    primary_phone_number_id: read(() => params.nullable('primary_phone_number_id')),
    primary_web3_wallet_id: read(() => params.nullable('primary_web3_wallet_id')),
    unsafe_metadata: read(() => params.object('unsafe_metadata', MAX_METADATA)),
  }));
}
