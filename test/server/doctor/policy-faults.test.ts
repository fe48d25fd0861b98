import { describeFaults, ELEMENT, TAG, show, policy } from '../../support/doctor-faults.ts';
import { API } from '../../support/doctor-site.ts';

describeFaults([
  {
    name: 'a policy without the script',
    ids: ['csp-script'],
    says: /Add https:\/\/clerk\.example\.com\/clerk\.js to script-src/,
    breaks: (site) => policy(site, `script-src 'self' ${API}/npm/`),
  },
  {
    name: 'a policy without the files of the script',
    ids: ['csp-script'],
    says: /Add https:\/\/clerk\.example\.com\/npm\/ to script-src/,
    breaks: (site) => policy(site, `script-src ${API}/clerk.js`),
  },
  {
    name: 'a policy with strict-dynamic, and a tag without its nonce',
    ids: ['csp-script'],
    says: /nonce of the policy on the script tag/,
    breaks: (site) => policy(site, "script-src 'nonce-abc' 'strict-dynamic' https:"),
  },
  {
    name: 'a policy in the page without the API',
    ids: ['csp-connect'],
    says: /<meta/,
    breaks: (site) =>
      show(site, `<meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39;">${TAG}${ELEMENT}`),
  },
  {
    name: 'a policy without the style of a rendered form',
    ids: ['csp-style'],
    says: /sha256-/,
    breaks: (site) => policy(site, "style-src 'self'", `${TAG}<style data-clerk-ssr>p{}</style>${ELEMENT}`),
  },
  {
    name: 'a policy without the frame of the bot check',
    ids: ['csp-frame'],
    says: /challenges\.cloudflare\.com/,
    config: { captcha: { provider: 'turnstile', siteKey: 'site', secretKey: 'secret' } },
    breaks: (site) => policy(site, "frame-src 'none'"),
  },
  {
    name: 'a policy without the worker of the page',
    ids: ['csp-worker'],
    says: /worker-src/,
    breaks: (site) =>
      policy(site, "worker-src 'none'", `${TAG}${ELEMENT}<script>navigator.serviceWorker.register("/sw.js")</script>`),
  },
  {
    name: 'a policy without pictures of the API',
    ids: ['csp-image'],
    says: /img-src/,
    breaks: (site) => policy(site, "img-src 'self'"),
  },
  {
    name: 'a policy without the Trusted Types of Lit',
    ids: ['csp-trusted-types'],
    says: /lit-html/,
    breaks: (site) => policy(site, "require-trusted-types-for 'script'; trusted-types default"),
  },
  {
    name: 'required Trusted Types beside the bot check',
    ids: ['csp-trusted-types-required'],
    says: /Remove require-trusted-types-for/,
    config: { captcha: { provider: 'turnstile', siteKey: 'site', secretKey: 'secret' } },
    breaks: (site) => policy(site, "require-trusted-types-for 'script'"),
  },
  {
    name: 'a page in a sandbox',
    ids: ['csp-sandbox'],
    says: /allow-same-origin allow-forms/,
    breaks: (site) => policy(site, 'sandbox allow-scripts'),
  },
]);
