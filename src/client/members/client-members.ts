import { VERSION_PARAMETERS } from '../../protocol/version.ts';
import { parseSignIn } from '../resources/parse-sign-in.ts';
import { parseSignUp } from '../resources/parse-sign-up.ts';
import type { ClientResource, FurtherClientMembers } from '../resources/types/client.ts';
import type { SessionHost } from '../session/session-context.ts';
import { resourceMembers } from './resource-members.ts';

/** A cookie that ends within this time is worth a visit that renews it. */
const TOUCH_MS = 8 * 24 * 3_600_000;

/** Creates the members of a client that its snapshots do not have. */
export function clientMembers({ address, platform, store, resources }: SessionHost): FurtherClientMembers {
  const remove = async (path: string) => void (await resources.call(path, { method: 'DELETE' }));
  const change = (attempt: Partial<Pick<ClientResource, 'signIn' | 'signUp'>>) => {
    const { client, session } = store.state;
    if (client) store.setClient(Object.freeze({ ...client, ...attempt }), session);
  };
  const members = {
    ...resourceMembers,
    captchaBypass: false,
    get signInAttempt() {
      return this.signIn;
    },
    get signUpAttempt() {
      return this.signUp;
    },
    isNew() {
      return !this.id;
    },
    async create() {
      await resources.call('/client', { method: 'PUT' });
      return this;
    },
    fetch() {
      return this.reload();
    },
    destroy: () => remove('/client'),
    async removeSessions() {
      await remove('/client/sessions');
      return this;
    },
    clearCache() {
      for (const session of this.sessions) session.clearCache();
    },
    resetSignIn: () => change({ signIn: parseSignIn(null, resources) }),
    resetSignUp: () => change({ signUp: parseSignUp(null, resources) }),
    isEligibleForTouch() {
      return !!this.cookieExpiresAt && this.cookieExpiresAt.getTime() - platform.clock.now() <= TOUCH_MS;
    },
    buildTouchUrl({ redirectUrl }) {
      const query = new URLSearchParams({ ...VERSION_PARAMETERS, redirect_url: String(redirectUrl) });
      return `${address.baseUrl}/client/touch?${query}`;
    },
    async __internal_sendCaptchaToken(params) {
      await resources.call('/client/verify', { method: 'POST', body: params });
      return this;
    },
  } satisfies FurtherClientMembers & ThisType<ClientResource>;
  return members;
}
