import type { Hono } from 'hono';
import type { ImageJSON } from '../../../protocol/json/user.ts';
import { removeProfileImage, setProfileImage } from '../../account/profile-image.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { withSession } from '../../http/middleware/with-browser.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { readUpload } from '../../http/read-upload.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { drawInitials, initialsFromPath } from '../../users/initials-picture.ts';
import { PICTURES, profileImageUrl } from '../../users/present-picture.ts';
import { respond, respondDeleted } from '../respond.ts';

/** What keeps a picture a picture, even when a browser opens it as a page. Pages of other sites may show it. */
const INERT = {
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'public, max-age=31536000, immutable',
};

/** The picture of the signed-in user, and the pictures of all users. */
export function profileImageRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const limit = limitRate(services, 'attempt');
  const { config, storage, pictures, limits } = services;

  // The session and the limits come before the body, which only this route reads, see `readContext`.
  app.post('/v1/me/profile_image', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    if (!config.pictureUploads) throw new ApiError('feature_not_enabled');
    const { max, windowMs } = limits.pictures;
    const verdict = await storage.hitRateLimit(`pictures:${signedIn.user.id}`, max, windowMs, signedIn.now);
    if (!verdict.allowed) throw new ApiError('too_many_requests', { retryAfterMs: verdict.retryAfterMs });
    const id = await pictures.admit(signedIn.user.id, async (encode) => {
      const file = await readUpload(c.req.raw, config.pictureMaxMegabytes * 1_000_000);
      return setProfileImage(services, signedIn, await encode(file));
    });
    return respond(
      c,
      services,
      async (): Promise<ImageJSON> => ({
        object: 'image',
        id,
        name: `${id}.webp`,
        public_url: profileImageUrl(config, id),
      }),
    );
  });
  app.delete('/v1/me/profile_image', authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    await removeProfileImage(services, signedIn);
    return respondDeleted(c, services, 'image', signedIn.user.profile_image_id ?? '');
  });

  app.get(`${PICTURES}/:name`, async (c) => {
    const id = /^(.*)\.webp$/.exec(c.req.param('name'))?.[1];
    const webp = id && isId(id) ? await storage.findProfileImage(id) : undefined;
    if (!webp) throw new ApiError('resource_not_found');
    return c.body(new Uint8Array(webp), 200, { ...INERT, 'Content-Type': 'image/webp' });
  });
  app.get('/v1/avatar_placeholder/:name', (c) => {
    const shown = initialsFromPath(c.req.param('name'));
    if (!shown) throw new ApiError('resource_not_found');
    return c.body(drawInitials(shown), 200, { ...INERT, 'Content-Type': 'image/svg+xml' });
  });
}
