import type { SignInTokens } from '../../src/entries/server.ts';

/** A request of the second browser to the demo's own API. */
export interface Visit {
  /** The status that the API answered with: 200 or 401. */
  status: number;
  /** Why the backend SDK refused the token; null when it accepted it. */
  reason: string | null;
  /** What happened to the refresh that was due before this request. */
  refresh: 'not due' | 'new token' | 'refused';
  token: string;
  sessionId: string;
  /** Seconds since the epoch. */
  issuedAt: number;
  expiresAt: number;
  /** The server's time, in milliseconds since the epoch. */
  now: number;
}

export interface SecondBrowserOptions {
  /** Where the demo's own API is. */
  siteOrigin: string;
  /** Where the Frontend API is. */
  apiOrigin: string;
  signInTokens: SignInTokens;
  now(): number;
}

/** A token is replaced when it is this old, as in every browser. In seconds. */
const REFRESH_AFTER = 50;
const USER_AGENT = 'Second browser/1.0 (Node.js)';

/**
 * A browser without a window: cookies of its own, a session of its own, and real requests to the same two servers. It
 * lets one visitor at one machine see what happens on a device that is signed out from elsewhere.
 */
export class SecondBrowser {
  readonly #options: SecondBrowserOptions;
  /** What this browser would send as its `Cookie` header. */
  readonly #cookies = new Map<string, string>();
  #sessionId = '';
  #token = '';
  #isRefused = false;

  private constructor(options: SecondBrowserOptions) {
    this.#options = options;
  }

  /**
   * Signs the user in on a second browser, with a sign-in token.
   *
   * @returns undefined when the account has a second factor, which this browser cannot show
   */
  static async open(options: SecondBrowserOptions, userId: string): Promise<SecondBrowser | undefined> {
    const browser = new SecondBrowser(options);
    const { token } = await options.signInTokens.create({ userId, expiresInSeconds: 60 });
    const answer = await browser.#post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token });
    const { response, client } = (await answer.json()) as SignInAnswer;
    if (response?.status !== 'complete') return undefined;
    browser.#sessionId = response.created_session_id;
    const session = client.sessions.find(({ id }) => id === browser.#sessionId);
    browser.#token = session?.last_active_token?.jwt ?? '';
    return browser;
  }

  /** Sends one request to the demo's own API, after a refresh when one is due. */
  async visit(): Promise<Visit> {
    const refresh = await this.#refreshIfDue();
    const answer = await fetch(`${this.#options.siteOrigin}/api/me`, {
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    const { reason } = (await answer.json()) as { reason: string | null };
    const { iat, exp } = readClaims(this.#token);
    return {
      status: answer.status,
      reason,
      refresh,
      token: this.#token,
      sessionId: this.#sessionId,
      issuedAt: iat,
      expiresAt: exp,
      now: this.#options.now(),
    };
  }

  /** Asks for the next token. Once a session is revoked, the server refuses, and this browser keeps the token it has. */
  async #refreshIfDue(): Promise<Visit['refresh']> {
    if (this.#isRefused) return 'refused';
    if (this.#options.now() / 1000 - readClaims(this.#token).iat < REFRESH_AFTER) return 'not due';
    const answer = await this.#post(`/v1/client/sessions/${this.#sessionId}/tokens`, {});
    if (answer.ok) {
      this.#token = ((await answer.json()) as { jwt: string }).jwt;
      return 'new token';
    }
    this.#isRefused = answer.status < 500;
    return this.#isRefused ? 'refused' : 'not due';
  }

  async #post(path: string, fields: Record<string, string>): Promise<Response> {
    const answer = await fetch(this.#options.apiOrigin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {
        Origin: this.#options.siteOrigin,
        'User-Agent': USER_AGENT,
        Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

interface SignInAnswer {
  response?: { status: string; created_session_id: string };
  client: { sessions: { id: string; last_active_token: { jwt: string } | null }[] };
}

function readClaims(token: string): { iat: number; exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat: number; exp: number };
}
