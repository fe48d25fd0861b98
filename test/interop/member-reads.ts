import type { ClientResource, EnvironmentResource, SessionResource, UserResource } from '@clerk/shared/types';

/** The part of a page that the reads use. */
interface MembersWindow {
  Clerk: {
    client: ClientResource;
    session: SessionResource;
    user: UserResource;
    __internal_environment?: EnvironmentResource;
    setActive(params: { session: string | null }): Promise<void>;
    signOut(done: () => void): Promise<void>;
    buildUrlWithAuth(to: string): string;
    buildAfterSignOutUrl(): string;
    buildTasksUrl?(): string;
  };
}
declare const window: MembersWindow;

/** What a page reads or calls. It runs in the page, so it names nothing outside of itself, and returns JSON without ids. */
export interface MemberRead {
  name: string;
  run(): unknown;
  /** Releases before this one lack a member. */
  since?: '6.40.0';
}

/** For a visitor who has begun nothing. */
export const VISITOR: MemberRead[] = [
  {
    name: 'an empty client and its empty attempts',
    run() {
      const { client } = window.Clerk;
      const { signIn, signUp } = client;
      return [
        client.sessions.length,
        client.signedInSessions.length,
        client.lastActiveSessionId ?? null,
        client.captchaBypass,
        client.isEligibleForTouch(),
        [signIn.status, signIn.identifier, signIn.createdSessionId, signIn.timezone ?? null],
        [signIn.firstFactorVerification.status, signIn.secondFactorVerification.strategy],
        [signUp.status, signUp.missingFields, signUp.unverifiedFields, signUp.emailAddress, signUp.hasPassword],
        [signUp.verifications.emailAddress.status, signUp.verifications.emailAddress.nextAction],
        [client, signIn, signUp].map(({ pathRoot }) => pathRoot),
      ];
    },
  },
  {
    name: 'client.create, isNew and fetch',
    async run() {
      const { client } = window.Clerk;
      await client.create();
      const again = await client.reload();
      return [client.isNew(), again.isNew(), window.Clerk.client.sessions.length];
    },
  },
  {
    name: 'buildTouchUrl',
    run() {
      const url = new URL(window.Clerk.client.buildTouchUrl({ redirectUrl: new URL('https://app.example.com/a?b=c') }));
      return [url.origin, url.pathname, url.searchParams.get('redirect_url')];
    },
  },
  {
    name: 'validatePassword: the rules',
    async run() {
      const seen: unknown[] = [];
      for (const password of ['', 'short', 'lowercase only', 'LOWER 1 and upper', 'a Long One with 1']) {
        window.Clerk.client.signUp.validatePassword(password, {
          onValidationComplexity: (fits) => seen.push([password, fits]),
          onValidation: ({ complexity, strength }) => seen.push([password, complexity, strength ?? null]),
        });
      }
      return seen;
    },
  },
  {
    name: 'resetSignIn and resetSignUp',
    since: '6.40.0',
    async run() {
      await window.Clerk.client.signUp.create({ emailAddress: `reset.${Math.random()}@example.com` });
      const begun = window.Clerk.client.signUp.status;
      window.Clerk.client.resetSignUp();
      window.Clerk.client.resetSignIn();
      const { signIn, signUp } = window.Clerk.client;
      return [begun, signUp.status, signUp.id ?? null, signIn.status, signIn.id ?? null];
    },
  },
  {
    name: 'the environment',
    since: '6.40.0',
    run() {
      const { __internal_environment: environment } = window.Clerk;
      if (!environment) return null;
      const settings = environment.userSettings;
      const { attributes } = settings;
      return JSON.parse(
        JSON.stringify([
          environment.isSingleSession(),
          environment.isProduction(),
          environment.isDevelopmentOrStaging(),
          environment.maintenanceMode,
          environment.authConfig.reverification,
          environment.authConfig.singleSessionMode,
          environment.displayConfig.applicationName,
          environment.displayConfig.signInUrl,
          environment.displayConfig.supportEmail,
          environment.displayConfig.termsUrl,
          environment.displayConfig.captchaWidgetType,
          environment.displayConfig.showDevModeWarning,
          environment.displayConfig.preferredSignInStrategy,
          environment.displayConfig.branded,
          attributes.email_address.name,
          attributes.phone_number.first_factors,
          settings.passwordSettings.min_length,
          settings.passwordSettings.max_length,
          settings.usernameSettings.min_length,
          settings.usernameSettings.max_length,
          settings.signUp.mode,
          settings.signIn.second_factor,
          settings.socialProviderStrategies,
          settings.authenticatableSocialStrategies,
          settings.enabledFirstFactorIdentifiers.toSorted(),
          settings.web3FirstFactors,
          settings.instanceIsPasswordBased,
          settings.hasValidAuthFactor,
          settings.passkeySettings.allow_autofill,
          environment.organizationSettings.enabled,
          environment.organizationSettings.domains.enrollmentModes,
          environment.commerceSettings.billing.user.enabled,
        ]),
      );
    },
  },
];

/** For a signed-in user. */
export const USER: MemberRead[] = [
  {
    name: 'the user',
    run() {
      const { user } = window.Clerk;
      const [email] = user.emailAddresses;
      return [
        [user.fullName, user.firstName, user.hasImage, user.passwordEnabled, user.twoFactorEnabled, user.totpEnabled],
        [user.hasVerifiedEmailAddress, user.hasVerifiedPhoneNumber, user.verifiedExternalAccounts.length],
        [user.createOrganizationEnabled, user.deleteSelfEnabled, user.externalId, user.timezone ?? null],
        [user.organizationMemberships.length, user.enterpriseAccounts.length, user.passkeys.length],
        [user.primaryEmailAddress?.emailAddress === email?.emailAddress, String(email) === email?.emailAddress],
        [email && user.isPrimaryIdentification(email), email?.verification.verifiedFromTheSameClient()],
        [email?.verification.status, email?.verification.strategy, email?.linkedTo.length, email?.matchesSsoConnection],
        [user.pathRoot, email?.pathRoot],
        [user.createdAt instanceof Date, user.lastSignInAt instanceof Date, user.legalAcceptedAt],
      ];
    },
  },
  {
    name: 'the session',
    async run() {
      const { session } = window.Clerk;
      const touched = await session.touch();
      return [
        [session.status, session.currentTask ?? null, session.tasks, session.actor, session.agent ?? null],
        [session.lastActiveOrganizationId, session.publicUserData.hasImage, session.pathRoot],
        [session.publicUserData.identifier === window.Clerk.user.primaryEmailAddress?.emailAddress],
        [touched.id === session.id, session.lastActiveToken?.getRawString().split('.').length],
        [session.factorVerificationAge?.length, session.checkAuthorization({ permission: 'org:none:none' })],
        [session.expireAt > new Date(), session.abandonAt > new Date()],
      ];
    },
  },
  {
    name: 'clearCache: the next token is another request',
    async run() {
      const { session } = window.Clerk;
      const first = await session.getToken();
      const kept = await session.getToken();
      return [first === kept, (await session.getToken({ skipCache: true })) !== null];
    },
  },
  {
    name: 'reload of the user, the session and an address',
    async run() {
      const { user, session } = window.Clerk;
      const [email] = user.emailAddresses;
      const again = [await user.reload(), await session.reload(), await email?.reload()];
      return again.map((each) => each?.id).every((id, i) => id === [user.id, session.id, email?.id][i]);
    },
  },
  {
    name: 'a reverification begins',
    async run() {
      const begun = await window.Clerk.session.startVerification({ level: 'first_factor' });
      return [
        begun.status,
        begun.level,
        begun.supportedFirstFactors?.map(({ strategy }) => strategy).toSorted(),
        begun.firstFactorVerification.status,
        begun.session.id === window.Clerk.session.id,
      ];
    },
  },
  {
    name: '__internal_toSnapshot has what stock writes',
    run() {
      const client = window.Clerk.client.__internal_toSnapshot();
      const [session] = client.sessions;
      const user = session?.user;
      const [email] = user?.email_addresses ?? [];
      return [
        [client.object, client.sign_in.object, client.sign_up.object, session?.object, user?.object],
        [client.sign_in.status, client.sign_up.status, session?.status, typeof session?.expire_at],
        [email?.object, email?.verification?.object, email?.verification?.status, email?.linked_to.length],
        [user?.first_name, user?.has_image, user?.password_enabled, user?.passkeys.length, typeof user?.created_at],
        [session?.public_user_data.has_image, session?.last_active_token?.object],
        [client.last_active_session_id === session?.id, client.captcha_bypass],
      ];
    },
  },
  {
    name: 'signOut leaves no session',
    async run() {
      await window.Clerk.signOut(() => {});
      const { client, session, user } = window.Clerk;
      return [client.sessions.length, client.lastActiveSessionId, session, user];
    },
  },
];
