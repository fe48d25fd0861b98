import { describeFaults, SIGN_IN, ELEMENT, TAG, show, to } from '../../support/doctor-faults.ts';
import { APP, page } from '../../support/doctor-site.ts';

describeFaults([
  {
    name: 'a host without a DNS record',
    url: 'https://nobody.example.com/',
    ids: ['page-unreachable'],
    says: /no DNS record/,
    breaks() {},
  },
  {
    name: 'a page that is not there',
    url: `${APP}/nowhere`,
    ids: ['page-status'],
    says: /404/,
    breaks() {},
  },
  {
    name: 'a page that is no HTML',
    ids: ['page-not-html'],
    says: /application\/json/,
    breaks: (site) => site.answer('app.example.com', SIGN_IN, () => Response.json({})),
  },
  {
    name: 'a page over plain http',
    url: 'http://app.example.com/sign-in',
    ids: ['page-insecure', 'origin-not-allowed', 'steps-missing'],
    says: /app\.example\.com over https/,
    breaks: (site) => {
      show(site, `${TAG}<clerk-sign-in path="/sign-in"></clerk-sign-in>`);
      site.answer('app.example.com', '/sign-in/factor-one', () => new Response('gone', { status: 404 }));
    },
  },
  {
    name: 'a page and a sign-in that redirect to each other',
    url: `${APP}/dashboard`,
    ids: ['redirect-loop'],
    says: /(app\.example\.com\/dashboard and .*\/sign-in|app\.example\.com\/sign-in and .*\/dashboard) redirect to each other/,
    breaks: (site) => {
      site.answer('app.example.com', '/dashboard', () => to(`${SIGN_IN}?redirect_url=hunter2`));
      site.answer('app.example.com', SIGN_IN, () => to('/dashboard'));
    },
  },
  {
    name: 'more redirects than a page needs',
    url: `${APP}/0`,
    ids: ['redirect-too-many'],
    says: /more than 10 times/,
    breaks: (site) =>
      site.answer('app.example.com*', '', (request) => to(`/${Number(new URL(request.url).pathname.slice(1)) + 1}`)),
  },
  {
    name: 'a page that scripts draw',
    ids: ['not-in-html'],
    says: /--publishable-key and --proxy-url/,
    breaks: (site) => show(site, '<div id="root"></div><script src="/app.js"></script>'),
  },
  {
    name: 'an element without a script',
    ids: ['script-not-seen'],
    says: /<clerk-sign-in>/,
    breaks: (site) => show(site, ELEMENT),
  },
  {
    name: 'a site without a page for the steps',
    ids: ['steps-missing'],
    says: /sign-in\/\[\[\.\.\.rest\]\]/,
    breaks: (site) => site.answer('app.example.com', '/sign-in/factor-one', () => new Response('404', { status: 404 })),
  },
  {
    name: 'a path that is not that of the page',
    ids: ['steps-path'],
    says: /path="\/login"/,
    breaks: (site) => {
      site.answer('app.example.com', '/', () => page('home'));
      show(site, `${TAG}<clerk-sign-in path="/login"></clerk-sign-in>`);
    },
  },
  {
    name: 'a middleware that redirects the steps',
    ids: ['steps-redirected'],
    says: /sign-in\(\.\*\)/,
    breaks: (site) => site.answer('app.example.com', '/sign-in/factor-one', () => to(SIGN_IN)),
  },
]);
