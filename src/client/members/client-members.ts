import { VERSION_PARAMETERS } from '../../protocol/version.ts';
import type { ClientResource, FurtherClientMembers } from '../resources/types/client.ts';
import { clearAttempt } from '../session/clear-attempt.ts';
import type { SessionHost } from '../session/session-context.ts';
import { resourceMembers } from './resource-members.ts';

/** A cookie that ends within this time is worth a visit that renews it. */
const TOUCH_MS = 8 * 24 * 3_600_000;

/** Creates the members of a client that its snapshots do not have. */
export function clientMembers(host: SessionHost): FurtherClientMembers {
  const { address, platform, resources } = host;
  const remove = async (path: string) => void (await resources.call(path, { method: 'DELETE' }));
  const members: FurtherClientMembers & ThisType<ClientResource> = {
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
    resetSignIn: () => clearAttempt(host, 'signIn'),
    resetSignUp: () => clearAttempt(host, 'signUp'),
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
  };
  return members;
}
