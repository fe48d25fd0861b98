import type { AuthorizationParams } from '../../protocol/authorization.ts';
import type { Auth } from '../auth.ts';
import { pendingAuthOf } from '../pending-auth.ts';
import { attributesOf } from './attributes.ts';
import type { DrawnElement } from './element-renderer.ts';

/**
 * HTML of your application. It is written as it is: escape what comes from users. A function is called only when the content
 * shows, so what must stay secret, or costs a query, belongs in one.
 */
export type GateContent = string | (() => string | Promise<string>);

/** Options of `renderSignedIn` and `renderSignedOut`. */
export interface RenderGateOptions {
  /**
   * Who sent the request: `getAuth(request)` or `state.toAuth()`. Without it the content is hidden until the browser knows,
   * as is right for a page that all visitors share.
   */
  auth?: Auth | undefined;
  /** What the gate shows. */
  content: GateContent;
  /** Nonce of your Content-Security-Policy for `<style>`. */
  nonce?: string | undefined;
}

/** Options of `renderShow`. */
export interface RenderShowOptions extends RenderGateOptions {
  /**
   * When the content shows: `signed-in`, `signed-out`, or what the session has to have, such as `{ plan: 'pro' }`. A function
   * gets `auth.has`; the page has to set the property `when` of the element to the same function.
   */
  when: 'signed-in' | 'signed-out' | AuthorizationParams | ((has: (params: AuthorizationParams) => boolean) => boolean);
  /** What shows to all others. */
  fallback?: GateContent | undefined;
  /** Whether a user with open tasks counts as signed out. Default: true. */
  treatPendingAsSignedOut?: boolean | undefined;
}

/**
 * What `gates.css` of the elements says, before it is there. The wrapper gives the fallback its slot, and no box.
 */
const SHEET =
  ':where(clerk-signed-in,clerk-signed-out,clerk-show,.cl-showFallback){display:contents}' +
  ':is(clerk-signed-in,clerk-signed-out,clerk-show)[hidden]{display:none!important}';

/** Draws `<clerk-signed-in>`: its content shows to signed-in users. */
export async function drawSignedIn({ auth, content }: RenderGateOptions): Promise<DrawnElement> {
  return gate('clerk-signed-in', auth?.isAuthenticated, content);
}

/** Draws `<clerk-signed-out>`: its content shows to users who are not signed in. */
export async function drawSignedOut({ auth, content }: RenderGateOptions): Promise<DrawnElement> {
  return gate('clerk-signed-out', auth && !auth.isAuthenticated, content);
}

/** Draws `<clerk-show>`: its content shows when a condition holds, and the fallback when not. */
export async function drawShow(options: RenderShowOptions): Promise<DrawnElement> {
  const { auth, when, content, fallback = '', treatPendingAsSignedOut = true } = options;
  const isOpen = auth && isMet(when, treatPendingAsSignedOut ? auth : (pendingAuthOf(auth) ?? auth));
  const slot = isOpen === false ? 'fallback' : '';
  const attributes = attributesOf({
    when: typeof when === 'function' ? undefined : when,
    treatPendingAsSignedOut: treatPendingAsSignedOut ? undefined : 'false',
    ...stateOf(isOpen === undefined ? undefined : true, slot),
  });
  // The element takes over a shadow root that was parsed, and there is no other way to hide text before that.
  const root = `<template shadowrootmode="open"><slot${attributesOf({ name: slot || undefined })}></slot></template>`;
  const other = await contentOf(fallback, isOpen === false);
  const html = [
    `<clerk-show${attributes}>`,
    root,
    await contentOf(content, isOpen === true),
    other && `<div class="cl-showFallback" slot="fallback">${other}</div>`,
    '</clerk-show>',
  ].join('');
  return { html, sheets: [SHEET] };
}

async function gate(tag: string, isOpen: boolean | undefined, content: GateContent): Promise<DrawnElement> {
  const html = `<${tag}${attributesOf(stateOf(isOpen))}>${await contentOf(content, isOpen === true)}</${tag}>`;
  return { html, sheets: [SHEET] };
}

/** The mark tells the element that the server has decided, so that it changes nothing until the client is known. */
function stateOf(isShown: boolean | undefined, slot = ''): Record<string, unknown> {
  return { ...(isShown !== true && { hidden: true }), ...(isShown !== undefined && { dataClerkSsr: slot || true }) };
}

async function contentOf(content: GateContent, isShown: boolean): Promise<string> {
  if (typeof content === 'string') return content;
  return isShown ? content() : '';
}

/** Tells whether a condition holds, by the rule of `<clerk-show>`. A function that throws is not met. */
function isMet(when: RenderShowOptions['when'], auth: Auth): boolean {
  if (!auth.isAuthenticated) return when === 'signed-out';
  if (typeof when === 'string') return when === 'signed-in';
  if (typeof when !== 'function') return auth.has(when);
  try {
    return when((params) => auth.has(params)) === true;
  } catch (error) {
    console.error('clerk-widgets: the condition of renderShow() has thrown.', error);
    return false;
  }
}
