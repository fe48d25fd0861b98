import { LANGUAGES } from '../src/localization/languages.ts';
import { TEXT_FILES } from '../src/localization/load-texts.ts';

/**
 * A part of the browser code that is loaded as a whole. Its file is `dist/chunks/<name>-<hash>.js`.
 *
 * Code that several segments need belongs to one of them, and the others name it by what they need. So a page never
 * runs a module twice, whatever it loads, and in whatever order.
 */
export interface Segment {
  readonly name: string;
  /** Modules that are imported by `import()`, without `src/` and `.ts`. `*` stands for any part of a path. */
  readonly entries: readonly string[];
  /** Segments that its file holds as well, because most pages that load it lack them. */
  readonly holds?: readonly string[];
  /** Segments that it does not need, and that come along for what the user does next. */
  readonly along?: readonly string[];
}

/** The segment inside clerk.js. */
export const CORE = 'core';

/**
 * The segment of what Clerk's own SDKs load instead of clerk.js. It is in a script of its own, which holds the core, and
 * the segments that SDKs need at once.
 */
export const BRIDGE = 'bridge';
/** Those that the bridge does not import by statement. */
export const BRIDGE_HOLDS: readonly string[] = ['resources'];

/** The segment of the elements that show or hide what is in them. It also knows where the less frequent elements are. */
export const SMALL = 'small';
/** The segment of the buttons that a page places itself. */
export const BUTTONS = 'buttons';

/**
 * Elements that few pages have. They take what they share with others from where it is without them, so that no other page
 * gets larger.
 */
export const RARE = [
  'user-avatar',
  'waitlist',
  'sso-callback',
  'email-link-verify',
  'google-one-tap',
  'devtools',
] as const;

/** The element that a tag stands for is a segment of its own, and everything that its first screen needs comes with it. */
export const ELEMENTS = ['sign-in', 'sign-up', 'user-button', 'user-profile', BUTTONS, SMALL, ...RARE] as const;

/** The roots of the segments that several elements share. The others have the name of their element. */
const ROOTS: Partial<Record<string, string>> = {
  [BUTTONS]: 'entries/browser/button-elements',
  [SMALL]: 'entries/browser/small-elements',
};

/** What each segment of an element holds. */
export const ELEMENT_SEGMENTS = ELEMENTS.map(
  (name): Segment => ({ name, entries: [ROOTS[name] ?? `entries/elements/${name}`] }),
);

/**
 * What is loaded after the first screen. A module that several of them need belongs to the first of them in this order,
 * unless the first screen of an element needs it.
 */
export const LATER: readonly Segment[] = [
  // A client of the API as resources.
  { name: 'resources', entries: ['client/resources/parse-client'] },
  // What `load()` adds for pages with code of their own, and for Clerk's SDKs.
  { name: 'members', entries: ['client/members/members'] },
  // Token refresh, the other tabs, and the cookies.
  { name: 'session', entries: ['client/session/session-manager'] },
  // The calls on resources, and the ways to a provider and back.
  {
    name: 'methods',
    holds: ['remembered'],
    entries: ['client/resources/methods/*', 'client/flows/oauth/*', 'client/session/sign-out'],
  },
  // Accounts that have signed out: where there are some, in the menu, and at a sign-out.
  { name: 'remembered', entries: ['client/session/remembered-accounts'] },
  // For tabs that stay with one account, and for pages that an SDK led back to.
  { name: 'select', entries: ['client/session/select-session', 'client/navigation/strip-callback-params'] },
  // What a field says while the user types, and a likely mistake in an email address.
  { name: 'feedback', entries: ['elements/parts/feedback/feedback'] },
  { name: 'likely-address', entries: ['elements/parts/likely-address/address-offer'] },
  // What follows the first step of a form, for a client that has begun an attempt.
  { name: 'machines', holds: ['errors', 'sign-up-start'], entries: ['client/flows/machines'] },
  {
    // What the second screen of every form needs.
    name: 'steps',
    holds: ['fields', 'code', 'breakable', 'modifiers'],
    along: ['feedback'],
    entries: [
      'localization/en-us/errors',
      'elements/controllers/skip-form',
      'elements/sign-in/deferred-views',
      'elements/sign-in/views/create',
      'elements/sign-up/deferred-views',
      'elements/sign-up/views/known-account',
    ],
  },
  { name: 'passkey', entries: ['client/platform/passkeys/*', 'client/flows/passkey/*'] },
  // Wallets, for pages of our own and for those that call the client.
  {
    name: 'wallet',
    entries: ['client/platform/wallets/*', 'client/flows/wallet/*', 'client/flows/reverification/verify-with-wallet'],
  },
  {
    name: 'wallet-screens',
    entries: [
      'elements/sign-in/views/wallet',
      'elements/sign-in/views/choose-wallet',
      'elements/sign-up/views/choose-wallet',
    ],
  },
  // Notes in the corner of a page: that somebody acts as the user, and the offer of a passkey.
  { name: 'notes', holds: ['input', 'icon'], entries: ['elements/notes/show-note'] },
  // The link to the user's mailbox, where a code or link was mailed.
  { name: 'mailbox', entries: ['elements/parts/mailbox/*'] },
  // The logos of providers: in the rows of the profile, and wherever there is a button for each.
  { name: 'marks', entries: ['elements/parts/provider-mark', 'elements/buttons/draw-mark'] },
  { name: 'phone', entries: ['elements/parts/phone/*'] },
  {
    // The first screen of an instance with more sign-in methods than an email address, a user name and a password.
    name: 'options',
    holds: ['fields', 'phone', 'marks', 'provider-texts'],
    entries: ['elements/sign-in/views/start-with-options', 'elements/sign-up/views/provider-buttons'],
  },
  // Greets accounts that the browser keeps, on the first screen.
  {
    name: 'welcome',
    holds: ['fields', 'icon', 'person', 'preview', 'breakable', 'provider-texts', 'remembered'],
    entries: ['elements/sign-in/views/welcome-back'],
  },
  // The list of other methods, with the buttons of providers.
  {
    name: 'alternatives',
    holds: ['provider-texts'],
    entries: ['elements/sign-in/views/alternative-methods', 'elements/sign-in/views/provider'],
  },
  // What few resets lead to: others have no further sign-in method.
  { name: 'reset-success', holds: ['method-origin'], entries: ['elements/sign-in/views/reset-password-success'] },
  { name: 'legal', entries: ['elements/sign-up/views/legal-field'] },
  {
    name: 'phone-screens',
    entries: ['elements/sign-in/views/phone-code', 'elements/sign-up/views/verify-phone-number'],
  },
  {
    name: 'factors',
    holds: ['panel', 'person', 'preview', 'breakable', 'new-password', 'link-outcome', 'waitlist-form'],
    entries: [
      'elements/sign-in/views/*',
      'elements/sign-up/views/*',
      'client/flows/email-link/*',
      'client/flows/ticket-method',
    ],
  },
  {
    name: 'menu',
    holds: ['panel', 'preview', 'breakable', 'icon', 'errors', 'remembered'],
    entries: ['elements/user-button/*'],
  },
  // A press on a button of a page, and what went wrong with it.
  { name: 'press', entries: ['elements/buttons/start-with-provider', 'elements/buttons/text-of-error'] },
  // What floats beside a button: it follows the page's scrolling once it is open.
  { name: 'follow', entries: ['elements/controllers/follow-trigger'] },
  // What all editors of the profile share, with those of the names.
  {
    name: 'editors',
    holds: ['input', 'fields'],
    along: ['feedback'],
    entries: ['elements/user-profile/profile-actions'],
  },
  // A page of the profile, and its editors: one segment for each folder.
  { name: 'picture', entries: ['elements/user-profile/picture/*'] },
  {
    name: 'security',
    holds: ['method-origin', 'modifiers'],
    entries: ['elements/user-profile/security/security-page'],
  },
  { name: 'devices', entries: ['elements/user-profile/devices/*'] },
  { name: 'delete-account', entries: ['elements/user-profile/delete-account/*'] },
  { name: 'password', holds: ['new-password'], entries: ['elements/user-profile/password/*'] },
  { name: 'passkeys', entries: ['elements/user-profile/passkeys/*'] },
  {
    name: 'identifiers',
    holds: ['code', 'code-step', 'link', 'modifiers'],
    entries: ['elements/user-profile/identifiers/*'],
  },
  { name: 'shown-number', holds: ['phone'], entries: ['elements/user-profile/shown-number'] },
  { name: 'phone-numbers', holds: ['phone', 'shown-number'], entries: ['elements/user-profile/phone-numbers/*'] },
  {
    name: 'two-step',
    holds: ['code', 'code-step', 'choice-list', 'modifiers'],
    entries: ['elements/user-profile/two-step/*'],
  },
  {
    name: 'connections',
    holds: ['choice-list', 'modal-state'],
    entries: [
      'elements/user-profile/connections/*',
      // Rows that few users have.
      'elements/user-profile/account/account-problem',
      'elements/user-profile/account/enterprise-accounts-section',
    ],
  },
  { name: 'wallets', holds: ['wallet', 'choice-list'], entries: ['elements/user-profile/wallets/*'] },
  { name: 'dialog', holds: ['icon', 'modal-state', 'mounts'], entries: ['elements/mount/*'] },
  { name: 'verification', entries: ['elements/user-verification/*'] },
  // Clerk's newer API for custom flows, with its signals.
  { name: 'future', entries: ['client/future/create-future'] },
  { name: 'callbacks', entries: ['client/instance/facade-methods'] },
  { name: 'complete', entries: ['elements/base/fire-complete'] },
  { name: 'appearance', entries: ['elements/styles/appearance/look'] },
  // The page's own components in the place of nodes.
  { name: 'own-components', entries: ['elements/styles/appearance/dress'] },
  // Takes over what a server has drawn.
  { name: 'adopt', entries: ['elements/base/adopt/adopt'] },
  { name: 'captcha', holds: ['script'], entries: ['client/captcha/*', 'elements/parts/captcha-place'] },
  // The word lists that tell how strong a password is: for the meter, and for pages that call `validatePassword`. Nearly
  // all of the meter's bytes are here, so no other file holds them.
  { name: 'word-lists', entries: ['client/password-strength/estimate-strength'] },
  { name: 'strength', entries: ['elements/parts/strength/*', 'client/platform/sha1'] },
  {
    // What few pages need: explanations for developers, and the development hosts of Clerk.
    name: 'trouble',
    entries: [
      'entries/browser/*',
      'client/instance/diagnose',
      'client/fapi/dev-browser',
      'protocol/describe-key-problem',
    ],
  },
  // Texts that are not English: what chooses them, and the files of each language.
  { name: 'language', entries: ['elements/base/language/*'] },
  ...LANGUAGES.filter((language) => language !== 'en-US').flatMap((language) =>
    TEXT_FILES.map(
      (file): Segment => ({
        name: `${language.toLowerCase()}-${file}`,
        holds: ['modifiers'],
        entries: [`localization/${language.toLowerCase()}/${file}`],
      }),
    ),
  ),
  // In development: a site that has no page for the steps of an element with path routing.
  { name: 'missing-route', entries: ['elements/base/missing-route/check-path-routing'] },
];

/** Small modules that are better off in another segment than in the one that the rules give them. */
export const PLACED: Readonly<Record<string, string>> = {
  // A sign-in writes it, and the page that follows reads it.
  'src/client/platform/passkey-offer-mark.ts': 'resources',
  // Needed in many places.
  'src/client/platform/departures.ts': CORE,
  'src/client/platform/surroundings.ts': CORE,
  'src/protocol/status.ts': CORE,
  'src/client/session/remembered-accounts.ts': 'remembered',
  'src/client/resources/identifiers-of.ts': 'remembered',
  'src/client/flows/types.ts': CORE,
  // Needed once something is sent, so the first screen of a form goes without it.
  'src/client/flows/flow-errors.ts': 'errors',
  // The first step of a form, which its machine begins with. A sign-in goes without that of a sign-up.
  'src/client/flows/sign-in-start.ts': 'start',
  'src/client/flows/sign-up-start.ts': 'sign-up-start',
  'src/protocol/strategies.ts': 'start',
  // The menu needs it, and no other part of a flow.
  'src/elements/base/counterpart-url.ts': 'forms',
  'src/protocol/ascii-digits.ts': 'fields',
  'src/elements/parts/language-of.ts': 'fields',
  'src/elements/parts/deferred.ts': 'fields',
  'src/elements/styles/checkbox.css': 'fields',
  'src/localization/en-us/provider.ts': 'steps',
  // What puts elements into the nodes of a page. The bridge for Clerk's SDKs has it without the dialogs.
  'src/elements/mount/mounts.ts': 'mounts',
  'src/elements/modal/component.ts': 'mounts',
  // A dialog shows a form whose file brings the rest of what forms share.
  'src/elements/parts/icon.ts': 'icon',
  'src/elements/parts/follow-link.ts': 'icon',
  // A dialog reads what the profile has written into the URL before it went to a provider.
  'src/elements/modal/modal-state.ts': 'modal-state',
  // A form with fields: on the first screens of sign-in and sign-up, and where a user changes something.
  'src/elements/parts/form.ts': 'input',
  'src/elements/parts/field.ts': 'input',
  'src/elements/parts/field-problem.ts': 'input',
  'src/elements/parts/primary-button.ts': 'input',
  'src/elements/styles/field.css': 'input',
  'src/elements/styles/button.css': 'input',
  // Sign-in methods that a password reset has switched off: where the user signs in, and in the profile.
  'src/elements/parts/method-origin.ts': 'method-origin',
  // A one-time code: on the second screen of every form, and where a user proves an address or a second factor.
  'src/elements/parts/code-input.ts': 'code',
  'src/elements/parts/resend-button.ts': 'code',
  'src/elements/controllers/code-state.ts': 'code',
  'src/elements/controllers/countdown-controller.ts': 'code',
  'src/elements/styles/code.css': 'code',
  'src/localization/en-us/code.ts': 'code',
  'src/localization/wrong-code.ts': 'code',
  // What texts call: in English for errors and dates, in other languages in most of their files.
  'src/localization/either-modifier.ts': 'modifiers',
  'src/localization/wait-modifier.ts': 'modifiers',
  'src/localization/date-modifiers.ts': 'modifiers',
  'src/localization/plural.ts': 'language',
  // The same in the profile.
  'src/elements/user-profile/code-step.ts': 'code-step',
  'src/elements/user-profile/sent-code.ts': 'code-step',
  // A mailed link, in a form and in the profile.
  'src/elements/styles/link.css': 'link',
  'src/localization/en-us/email-link.ts': 'link',
  // Where something can fail that is no step of a flow: in the menu, and where a user changes something.
  'src/elements/controllers/focus.ts': 'forms',
  'src/elements/controllers/form-controller.ts': 'panel',
  'src/elements/base/check-routing.ts': 'fields',
  'src/elements/controllers/caps-lock.ts': 'fields',
  'src/elements/styles/shown-password.css': 'fields',
  'src/elements/parts/error-action.ts': 'fields',
  'src/elements/styles/error-action.css': 'fields',
  'src/localization/en-us/error-actions.ts': 'fields',
  // In a form, and in an element of its own.
  'src/elements/parts/link-outcome-card.ts': 'link-outcome',
  'src/elements/parts/waitlist-card.ts': 'waitlist-form',
  'src/localization/en-us/waitlist.ts': 'waitlist-form',
  // What buttons and Google One Tap share.
  'src/elements/base/own-options.ts': 'own-options',
  'src/elements/base/error-event.ts': 'own-options',
  // A script of another site: for the bot check, and for Google One Tap.
  'src/client/platform/add-script.ts': 'script',
  // The wallets of the page, for the screens of wallets and for the profile.
  'src/elements/controllers/wallets-controller.ts': 'wallet',
  // What several groups of editors need.
  'src/elements/user-profile/editor.ts': 'editors',
  'src/elements/user-profile/choice-list.ts': 'choice-list',
  'src/elements/user-profile/choice-list.css': 'choice-list',
  // A person with name and picture: in the menu, the profile, and where one chooses an account.
  'src/elements/parts/user-preview.ts': 'preview',
  'src/elements/parts/breakable.ts': 'breakable',
  'src/elements/styles/user-preview.css': 'preview',
  // What buttons of providers say.
  'src/localization/en-us/start-options.ts': 'provider-texts',
  'src/client/session/accounts-key.ts': CORE,
  // The fields of a new password: after a reset, and in the profile.
  'src/elements/parts/new-password.ts': 'new-password',
  'src/localization/en-us/new-password.ts': 'new-password',
  // What the user button and the profile share, and no form.
  'src/elements/parts/children/child-element.ts': 'children',
  'src/elements/parts/children/profile-children.ts': 'children',
  'src/elements/controllers/place-roughly.ts': 'children',
  // The first screen of <clerk-sign-in> is made of it, and so are screens that <clerk-sign-up> shares.
  'src/elements/sign-in/views/start-card.ts': 'flow',
};

/** What a user opens in the profile. */
const PROFILE = [
  'security',
  'devices',
  'delete-account',
  'password',
  'passkeys',
  'identifiers',
  'phone-numbers',
  'two-step',
  'connections',
  'wallets',
] as const;

/** What several segments need together. The file of an element holds those that it needs. */
export const SHARED: readonly { name: string; among: readonly string[] }[] = [
  { name: 'user-button', among: ['user-button', 'menu'] },
  { name: 'user-profile', among: ['user-profile', 'editors', ...PROFILE] },
  { name: 'panel', among: ['user-profile', 'menu', 'editors', ...PROFILE] },
  { name: 'plain', among: [BUTTONS, SMALL] },
  { name: 'flow', among: ['sign-in', 'sign-up'] },
  { name: 'forms', among: ['sign-in', 'sign-up', 'user-profile'] },
  { name: 'person', among: ['user-button', 'user-profile'] },
  { name: 'base', among: ['sign-in', 'sign-up', 'user-button', 'user-profile'] },
  { name: 'pages', among: RARE },
];
