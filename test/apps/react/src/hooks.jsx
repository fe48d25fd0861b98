import * as sdk from 'sdk';
import { Boundary } from './boundary.jsx';

const page = { initialPage: 1, pageSize: 5 };

/** What each hook is called with, and what of its answer is shown. */
const HOOKS = {
  useAuth: [[], (auth) => [auth.isLoaded, auth.isSignedIn, auth.userId, auth.orgId, auth.has?.({ role: 'org:admin' })]],
  useUser: [[], (found) => [found.isLoaded, found.isSignedIn, found.user?.id]],
  useSession: [[], (found) => [found.isLoaded, found.isSignedIn, found.session?.status]],
  useSessionList: [[], (list) => [list.isLoaded, list.sessions?.length, typeof list.setActive]],
  useClerk: [[], (clerk) => [clerk.loaded, clerk.status, clerk.user?.id ?? null, clerk.organization ?? `${clerk.organization}`]],
  useSignInCalls: [[], (found) => [found.isLoaded, found.signIn?.status, typeof found.setActive]],
  useSignUpCalls: [[], (found) => [found.isLoaded, found.signUp?.status, typeof found.setActive]],
  useSignInSignal: [[], (found) => [found.fetchStatus, found.signIn?.status, found.errors?.global]],
  useSignUpSignal: [[], (found) => [found.fetchStatus, found.signUp?.status, found.errors?.global]],
  useWaitlist: [[], (found) => [found.fetchStatus, typeof found.waitlist?.join]],
  useReverification: [[() => Promise.resolve(1)], (call) => [typeof call]],
  useOrganization: [[{ memberships: page, invitations: page }], (found) => [found.isLoaded, found.organization]],
  useOrganizationList: [
    [{ userMemberships: page, userInvitations: page, userSuggestions: page }],
    (list) => [
      list.isLoaded,
      list.userMemberships?.data?.length,
      list.userInvitations?.data?.length,
      list.userSuggestions?.data?.length,
      typeof list.setActive,
    ],
  ],
  useOrganizationCreationDefaults: [[], (found) => [found.isLoading, found.data, found.error?.code]],
  useAPIKeys: [[], (found) => [found.isLoading, found.data?.length, found.error?.code]],
  usePlans: [[{ for: 'user' }], (found) => [found.isLoading, found.data?.length, found.error?.code]],
  useStatements: [[], (found) => [found.isLoading, found.data?.length, found.error?.code]],
  usePaymentMethods: [[], (found) => [found.isLoading, found.data?.length, found.error?.code]],
  usePaymentAttempts: [[], (found) => [found.isLoading, found.data?.length, found.error?.code]],
  useSubscription: [[], (found) => [found.isLoading, found.data, found.error?.code]],
  useOAuthConsent: [[{ oauthClientId: 'client_1' }], (found) => [found.isLoading, found.error?.code]],
  useOAuthDeviceVerification: [[], (found) => [found.isLoading, typeof found.lookup]],
};

function Hook({ name, hook, args, show }) {
  return (
    <li id={name}>
      {name}: {JSON.stringify(show(hook(...args)))}
    </li>
  );
}

export function Hooks() {
  return (
    <ul>
      {Object.entries(HOOKS)
        .filter(([name]) => sdk[name])
        .map(([name, [args, show]]) => (
          <Boundary key={name} name={name}>
            <Hook name={name} hook={sdk[name]} args={args} show={show} />
          </Boundary>
        ))}
    </ul>
  );
}
