import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { InstanceConfig } from '../../../src/server/config/config.ts';
import { html, type Pages } from '../../support/site.ts';

export type Side = 'ours' | 'clerk';
export type Screen = 'sign-in' | 'sign-up' | 'user' | 'button';

/** The published packages with Clerk's screens, byte for byte. */
export const CLERK = { 'clerk-js': '6.40.0', ui: '1.34.0' };

const CLERK_FILES = '/clerk-files/';
const CLERK_DIRS = ['node_modules/@clerk/clerk-js/dist', 'node_modules/@clerk/ui/dist'];
const MOUNTS: Record<Screen, string> = {
  'sign-in': 'mountSignIn',
  'sign-up': 'mountSignUp',
  user: 'mountUserProfile',
  button: 'mountUserButton',
};
const ELEMENTS: Record<Screen, string> = {
  'sign-in': 'sign-in',
  'sign-up': 'sign-up',
  user: 'user-profile',
  button: 'user-button',
};

/**
 * Serves `/<side>/<screen>`, a page with one screen of ours or of Clerk's, and `/home`, the page of the application that a
 * job ends on. It has no script, so that its load costs both the same.
 */
export const screensPages: Pages = async (url, config) => {
  const { pathname } = url;
  if (pathname === '/home' || pathname === '/out') return html(`<h1 id="arrived">${pathname}</h1>`);
  if (pathname.startsWith(CLERK_FILES)) return clerkFile(path.basename(pathname));
  const [, side, screen] = /^\/(ours|clerk)\/(sign-in|sign-up|user|button)(?:\/|$)/.exec(pathname) ?? [];
  if (!side) return undefined;
  return html(side === 'ours' ? ourPage(screen as Screen) : clerkPage(screen as Screen, config));
};

/** Our screen with the script of the instance, as the README writes it. */
function ourPage(screen: Screen): string {
  const attributes: Record<Screen, string> = {
    'sign-in':
      'routing="path" path="/ours/sign-in" sign-up-url="/ours/sign-up" fallback-redirect-url="/home" sign-up-fallback-redirect-url="/home"',
    'sign-up':
      'routing="path" path="/ours/sign-up" sign-in-url="/ours/sign-in" fallback-redirect-url="/home" sign-in-fallback-redirect-url="/home"',
    user: 'routing="path" path="/ours/user"',
    button: 'after-sign-out-url="/out" sign-in-url="/ours/sign-in" after-switch-session-url="/home"',
  };
  const element = ELEMENTS[screen];
  return `<clerk-${element} ${attributes[screen]}></clerk-${element}>
    <script async src="/__clerk/clerk.js?elements=${element}" data-clerk-sign-in-url="/ours/sign-in"
      data-clerk-sign-up-url="/ours/sign-up" data-clerk-after-sign-out-url="/out"></script>`;
}

/** Clerk's screen, as Clerk documents it for pages without a framework. */
function clerkPage(screen: Screen, config: InstanceConfig): string {
  const options = {
    telemetry: false,
    signInUrl: '/clerk/sign-in',
    signUpUrl: '/clerk/sign-up',
    signInFallbackRedirectUrl: '/home',
    signUpFallbackRedirectUrl: '/home',
    afterSignOutUrl: '/out',
  };
  // Routing stays in the hash, as it does by default: in the path each step would load the page anew.
  const props = screen === 'button' ? { afterSwitchSessionUrl: '/home', signInUrl: '/clerk/sign-in' } : {};
  const tag = (file: string): string =>
    `<script async crossorigin="anonymous" src="${CLERK_FILES}${file}"
      data-clerk-publishable-key="${config.publishableKey}" data-clerk-proxy-url="/__clerk"></script>`;
  return `<div id="screen"></div>${tag('clerk.browser.js')}${tag('ui.browser.js')}<script>
    addEventListener('load', async () => {
      await Clerk.load({ ...${JSON.stringify(options)}, ui: { ClerkUI: window.__internal_ClerkUICtor } });
      Clerk.${MOUNTS[screen]}(document.getElementById('screen'), ${JSON.stringify(props)});
    });
  </script>`;
}

const files = new Map<string, Promise<Buffer | undefined>>();

/** Answers a file of Clerk's packages, compressed, and cached for as long as its CDN lets a browser keep an exact version. */
async function clerkFile(name: string): Promise<Response> {
  const reading = files.get(name) ?? compressed(name);
  files.set(name, reading);
  const bytes = await reading;
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'text/javascript',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    },
  });
}

async function compressed(name: string): Promise<Buffer | undefined> {
  for (const dir of CLERK_DIRS) {
    const bytes = await readFile(path.join(dir, name)).catch(() => undefined);
    if (bytes) return brotliCompressSync(bytes);
  }
  return undefined;
}
