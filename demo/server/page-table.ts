/** A page of the demo. */
export interface Page {
  pattern: RegExp;
  /** Name of its file in `pages/`: its scripts and style sheets first, and then what it has in `main`. */
  name: string;
  title: string;
  /** Its name and place in the navigation of the site; pages without one are linked from elsewhere. */
  link?: { href: string; label: string };
  /**
   * `beside`: the source is a column of its own where there is room; `below`: it opens below what the page is for;
   * `each`: the page shows the source of each of its parts itself.
   */
  source: 'beside' | 'below' | 'each';
  /** The file of the account's place in the bar; none on the pages where somebody is signing in. */
  account?: string;
  /** Files that the page shows besides its HTML: scripts as they are served, and parts of the demo's server. */
  files: readonly string[];
}

/** In the order of the navigation. */
export const PAGES: readonly Page[] = [
  {
    pattern: /^\/$/,
    name: 'home',
    account: 'account',
    title: 'Fieldnotes',
    source: 'beside',
    files: ['assets/home.js', 'assets/guest.js', 'assets/wallet.js'],
  },
  {
    pattern: /^\/user(\/|$)/,
    name: 'user',
    account: 'account-user',
    title: 'Account',
    link: { href: '/user', label: 'Account' },
    source: 'below',
    files: ['assets/notebook.js'],
  },
  {
    pattern: /^\/profile$/,
    name: 'profile',
    account: 'account',
    title: 'Your own profile',
    link: { href: '/profile', label: 'Own profile' },
    source: 'beside',
    files: ['assets/profile.js'],
  },
  {
    pattern: /^\/tasks$/,
    name: 'tasks',
    account: 'account-tasks',
    title: 'Tasks in Postgres',
    link: { href: '/tasks', label: 'Tasks' },
    source: 'beside',
    files: ['assets/tasks.js', 'server/tasks-api.ts', 'server/tasks-database.ts', 'server/tasks.sql'],
  },
  {
    pattern: /^\/custom-flow(\/sso-callback)?$/,
    name: 'custom-flow',
    title: 'Custom flow',
    link: { href: '/custom-flow', label: 'Custom flow' },
    source: 'beside',
    files: ['assets/custom-flow.js'],
  },
  {
    pattern: /^\/revocation$/,
    name: 'revocation',
    account: 'account',
    title: 'Revocation',
    link: { href: '/revocation', label: 'Revocation' },
    source: 'beside',
    files: ['assets/revocation.js', 'server/second-browser.ts', 'server/api.ts'],
  },
  {
    pattern: /^\/token$/,
    name: 'token',
    account: 'account',
    title: 'Token',
    link: { href: '/token', label: 'Token' },
    source: 'beside',
    files: ['assets/token.js', 'assets/token-log.js', 'server/api.ts'],
  },
  {
    pattern: /^\/backend$/,
    name: 'backend',
    account: 'account',
    title: 'Backend',
    link: { href: '/backend', label: 'Backend' },
    source: 'beside',
    files: ['assets/backend.js', 'server/measure.ts', 'server/other-origin.ts'],
  },
  {
    pattern: /^\/appearance$/,
    name: 'appearance',
    title: 'Appearance',
    link: { href: '/appearance', label: 'Appearance' },
    source: 'beside',
    files: [
      'assets/dressings/variables.js',
      'assets/dressings/variables.css',
      'assets/dressings/early-theme.js',
      'assets/dressings/early-theme.css',
      'assets/dressings/tailwind.js',
      'assets/dressings/tailwind.css',
      'assets/dressings/css-module.js',
      'assets/dressings/css-module.module.css',
      'assets/dressings/style-object.js',
      'assets/dressings/own-components.js',
      'assets/dressings/web-awesome.js',
      'assets/dressings/web-awesome.css',
      'assets/dressings/shadcn.js',
      'assets/dressings/shadcn.css',
      'assets/dressings/neobrutalism.js',
      'assets/dressings/shades-of-purple.js',
      'assets/appearance.js',
    ],
  },
  {
    pattern: /^\/elements$/,
    name: 'elements',
    account: 'account',
    title: 'Elements',
    link: { href: '/elements', label: 'Elements' },
    source: 'each',
    files: [],
  },
  {
    pattern: /^\/frameworks$/,
    name: 'frameworks',
    account: 'account',
    title: 'Frameworks',
    link: { href: '/frameworks', label: 'Frameworks' },
    source: 'below',
    files: [
      'frameworks/vue/src/App.vue',
      'frameworks/svelte/src/App.svelte',
      'frameworks/react/src/App.tsx',
      'frameworks/angular/src/app/app.html',
      'frameworks/angular/src/app/app.ts',
      'assets/frameworks.js',
    ],
  },
  {
    pattern: /^\/elements\/redirect-to-sign-up$/,
    name: 'redirect-to-sign-up',
    title: 'Sign up first',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/elements\/redirect-to-user-profile$/,
    name: 'redirect-to-user-profile',
    title: 'To the profile',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/elements\/sso-callback$/,
    name: 'sso-callback',
    title: 'Back from a provider',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/elements\/email-link$/,
    name: 'email-link',
    title: 'Back from an email',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/elements\/waitlist$/,
    name: 'waitlist',
    title: 'Waitlist',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/elements\/google-one-tap$/,
    name: 'google-one-tap',
    title: 'Google One Tap',
    source: 'below',
    files: [],
  },
  {
    pattern: /^\/hosted$/,
    name: 'hosted',
    account: 'account',
    title: 'Hosted pages',
    link: { href: '/hosted', label: 'Hosted pages' },
    source: 'beside',
    files: ['pages/other-site.html', 'server/other-origin.ts'],
  },
  {
    pattern: /^\/invite$/,
    name: 'invite',
    account: 'account',
    title: 'Invitations',
    link: { href: '/invite', label: 'Invitations' },
    source: 'beside',
    files: ['assets/invite.js', 'server/api.ts'],
  },
  {
    pattern: /^\/sign-in(\/|$)/,
    name: 'sign-in',
    title: 'Sign in',
    source: 'below',
    files: ['assets/wallet.js', 'assets/wallet-dialog.js'],
  },
  {
    pattern: /^\/sign-up(\/|$)/,
    name: 'sign-up',
    title: 'Sign up',
    source: 'below',
    files: ['assets/wallet.js', 'assets/wallet-dialog.js'],
  },
];
