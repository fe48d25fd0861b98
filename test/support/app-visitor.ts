import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import type { ProxiedApp } from './proxied-app.ts';
import { Visitor } from './visitor.ts';

/** Where a page load ended. */
export interface Loaded {
  status: number;
  /** The address of the page that was shown. */
  url: string;
  html: string;
  /** Text of the element with the id `user`. */
  user: string | undefined;
  /** Every address on the way, the last one included. */
  hops: string[];
}

/** A visitor of an app whose pages tell who is signed in. */
export class AppVisitor extends Visitor {
  userId = '';
  readonly #at: ProxiedApp;

  constructor(at: ProxiedApp) {
    super(at.origin);
    this.#at = at;
  }

  /** Creates an account, and stores all cookies that the script of a page stores. */
  async join(fields: Record<string, string> = {}): Promise<this> {
    const { userId, token } = await this.signUp(fields);
    const { iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat: number };
    const uat = this.cookies.get('__client_uat') ?? String(iat);
    const suffix = cookieSuffixOf(createHash('sha1').update(this.#at.site.config.publishableKey).digest());
    for (const end of ['', `_${suffix}`]) this.cookies.set(`__session${end}`, token).set(`__client_uat${end}`, uat);
    this.userId = userId;
    return this;
  }

  /** Takes cookies away, as a browser does when they are too old. @param start what their names begin with */
  forget(start: string): this {
    for (const name of this.cookies.keys()) if (name.startsWith(start)) this.cookies.delete(name);
    return this;
  }

  /** Loads a page of the app and follows redirects. */
  async load(path: string): Promise<Loaded> {
    const { status, url, text, hops } = await this.open(path);
    assert.ok(status < 500, `${status} at ${url}\n${this.#at.app.output()}`);
    return { status, url: url.href, html: text, user: /<p id="user"[^>]*>([^<]*)</.exec(text)?.[1], hops };
  }
}
