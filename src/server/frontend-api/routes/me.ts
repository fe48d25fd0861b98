import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { updateMetadata } from '../../account/update-metadata.ts';
import { type UserChanges, updateUser } from '../../account/update-user.ts';
import { MAX_METADATA } from '../../users/user-fields.ts';
import { ApiError } from '../../http/errors.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Params } from '../../http/params.ts';
import { isId } from '../../ids.ts';
import { presentSessionWithActivities } from '../presenters/present-client.ts';
import type { Services } from '../../services.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { requireSession } from '../../sessions/require-session.ts';
import { statusOf } from '../../sessions/status-of.ts';
import { answer } from '../respond.ts';

/** The signed-in user, and the list of their devices. */
export function meRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, userId: string): Promise<Response> => answer(c, services, (view) => view.user(userId));

  app.get('/v1/me', async (c) => reply(c, (await requireSession(services, c.get('context'))).user.id));
  app.patch('/v1/me', limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    await updateUser(services, context, signedIn, parseUserChanges(context.params));
    return reply(c, signedIn.user.id);
  });
  app.patch('/v1/me/metadata', limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const patch = context.params.object('unsafe_metadata', MAX_METADATA) ?? {};
    await updateMetadata(services, context, signedIn, patch);
    return reply(c, signedIn.user.id);
  });

  const list = (all: boolean) => async (c: AppContext) => {
    const { now } = c.get('context');
    const { user } = await requireSession(services, c.get('context'));
    const sessions = await storage.listUserSessions(user.id, now, all);
    return c.json(sessions.map((session) => presentSessionWithActivities(session, statusOf(session, now))));
  };
  app.get('/v1/me/sessions', list(true));
  // Named like the parameter of the path below: the router takes neither a plain word nor another name in its place.
  const listActive = list(false);
  app.get('/v1/me/sessions/:id', (c) => {
    if (c.req.param('id') !== 'active') throw new ApiError('resource_not_found');
    return listActive(c);
  });
  app.post('/v1/me/sessions/:id/revoke', async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    const session = isId(id) ? await storage.findSession(id) : undefined;
    if (session?.user_id !== user.id) throw new ApiError('resource_not_found');
    await endSessions(services, c.get('context'), [session], 'revoked');
    return answer(c, services, async (view, client) => {
      const revoked = await storage.findSession(id);
      return revoked && client ? view.session(revoked, client) : null;
    });
  });
}

/** Reads the fields of a user that a form changes. @throws {ApiError} one that names every field at fault */
function parseUserChanges(params: Params): UserChanges {
  const errors: ApiError[] = [];
  const read = <T>(reader: () => T): T | undefined => {
    try {
      return reader();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
  const changes: UserChanges = {
    first_name: read(() => params.name('first_name')),
    last_name: read(() => params.name('last_name')),
    username: read(() => params.nullable('username')),
    primary_email_address_id: read(() => params.nullable('primary_email_address_id')),
    primary_phone_number_id: read(() => params.nullable('primary_phone_number_id')),
    primary_web3_wallet_id: read(() => params.nullable('primary_web3_wallet_id')),
    unsafe_metadata: read(() => params.object('unsafe_metadata', MAX_METADATA)),
  };
  ApiError.throwAll(errors);
  return changes;
}
