import { attempt } from '../../client/platform/native.ts';

/** An address as the page means it: a `<base>` that somebody wrote into the page must not lead it elsewhere. */
export function absolute(url: string): string {
  return attempt(() => new URL(url, location.href).href) ?? url;
}
