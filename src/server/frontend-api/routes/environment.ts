import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { presentEnvironment } from '../presenters/present-environment.ts';
import type { Services } from '../../services.ts';
import { fixedJson } from './fixed-json.ts';

/** How the instance is set up. Development clients read it with PATCH. */
export function environmentRoutes(app: Hono<AppEnv>, { config }: Services): void {
  const environment = fixedJson(presentEnvironment(config));
  app.get('/v1/environment', environment);
  app.patch('/v1/environment', environment);
}
