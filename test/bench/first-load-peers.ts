import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { html } from '../support/site.ts';
import type { WritePage } from '../support/load-site.ts';
import type { LoadOptions } from '../support/page-load.ts';
import type { Handler } from '../support/tls-hosts.ts';

export const STOCK = '5.128.0';

const STOCK_FOLDER = `/npm/@clerk/clerk-js@${STOCK}/dist/`;
const MOUNTS: Record<string, string> = {
  'sign-in': 'mountSignIn',
  'user-button': 'mountUserButton',
  'user-profile': 'mountUserProfile',
};

/** A page of stock clerk-js, as Clerk documents it for pages without a framework. */
export const stockPage: WritePage = ({ element }, api, publishableKey) =>
  `<div id="app"></div><script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"
    src="${api}${STOCK_FOLDER}clerk.browser.js"></script><script>
    addEventListener('load', async () => {
      await Clerk.load();
      Clerk.${MOUNTS[element]}(document.getElementById('app'));
    });
    </script>`;

/** Serves the published build of stock clerk-js, compressed as ours is. */
export function stockFiles(): Handler {
  const files = new Map<string, Promise<Buffer>>();
  const compressed = async (name: string): Promise<Buffer> =>
    brotliCompressSync(await readFile(path.join('node_modules/@clerk/clerk-js-5/dist', path.basename(name))));
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(STOCK_FOLDER)) return new Response(null, { status: 404 });
    const bytes = files.get(pathname) ?? compressed(pathname);
    files.set(pathname, bytes);
    return script(new Uint8Array(await bytes), { 'content-encoding': 'br' });
  };
}

export type BareName = 'bare input' | '100 B script, other host' | '100 B script, own host';

interface Bare {
  hosts: Record<string, Handler>;
  pages: Record<BareName, Pick<LoadOptions, 'url' | 'target' | 'focus'>>;
}

/** Pages that show how much of the time is the network's: an input without any script, and one that a tiny script adds. */
export function barePages(): Bare {
  const app = 'app.bare.test';
  const cdn = 'cdn.bare.test';
  const tiny = `const i=document.createElement('input');i.name='email';document.body.append(i)`.padEnd(100, ';');
  const tag = (src: string): string => `<script async src="${src}"></script>`;
  const bodies: Record<string, string> = {
    '/': '<label>Email <input name="email" type="email"></label>',
    '/other': tag(`https://${cdn}/tiny.js`),
    '/own': tag('/tiny.js'),
  };
  const answer: Handler = (request) => {
    const { pathname } = new URL(request.url);
    return pathname === '/tiny.js' ? script(tiny) : html(bodies[pathname] ?? '');
  };
  const page = (at: string) => ({ url: `https://${app}${at}`, target: 'input[name="email"]', focus: true });
  return {
    hosts: { [app]: answer, [cdn]: answer },
    pages: {
      'bare input': page('/'),
      '100 B script, other host': page('/other'),
      '100 B script, own host': page('/own'),
    },
  };
}

function script(body: BodyInit, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*', ...headers },
  });
}
