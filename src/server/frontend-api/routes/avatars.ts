import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { AVATARS, drawDefaultAvatar } from '../presenters/default-avatar.ts';

const HEADERS = {
  'Content-Type': 'image/svg+xml',
  'Cache-Control': 'public, max-age=604800',
  // It is a picture and nothing else, even where somebody opens it as a page.
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The pictures of users who have none. */
export function avatarRoutes(app: Hono<AppEnv>): void {
  for (let index = 0; index < AVATARS; index++) {
    const picture = drawDefaultAvatar(index);
    app.get(`/v1/avatar_placeholder/${index}.svg`, (c) => c.body(picture, 200, HEADERS));
  }
}
