import type { ApiError } from '../http/errors.ts';
import { html } from '../lib/html.ts';
import type { AdminView } from './admin-request.ts';
import { linkButton } from './parts/layout.ts';
import { TEXTS } from './texts.ts';

/** The page of a request that failed. */
export function errorView(error: ApiError): AdminView {
  const [title, text] = textsOf(error);
  return {
    title,
    status: error.status,
    content: html`<p>${text}</p><p>${linkButton('/overview', TEXTS.errors.home)}</p>`,
  };
}

function textsOf(error: ApiError): readonly [title: string, text: string] {
  const { errors } = TEXTS;
  if (error.status === 404) return [errors.notFoundTitle, errors.notFound];
  if (error.code === 'origin_invalid') return [errors.refusedTitle, errors.foreign];
  if (error.status === 503) return [errors.unavailableTitle, errors.unavailable];
  if (error.status >= 500) return [errors.serverTitle, errors.server];
  return [errors.title, error.items.map(({ long_message: text }) => text).join(' ')];
}
