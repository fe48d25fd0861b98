/** What is known of a fault of a set-up. A text may have slots, such as `{origin}`, which whoever finds the fault fills. */
export interface Fault {
  /** `broken`: visitors cannot sign in, or not all of them. `warning`: it works until something else happens. */
  status: 'broken' | 'warning';
  /** What a person sees in a browser. */
  symptom: string;
  cause: string;
  /** One sentence that names the file, header, setting or attribute to change. */
  cure: string;
  /** Only the page itself can see it: it is a fault of the browser, or of what is between the browser and the site. */
  isInPage?: true;
}

/**
 * The faults of a set-up that `clerk-widgets doctor` and `<clerk-devtools>` name, by their ids. docs/doctor.md has them as
 * a table.
 */
export const FAULTS = {
  'page-unreachable': {
    status: 'broken',
    symptom: 'The browser says that the site cannot be reached.',
    cause: '{url} does not answer ({reason}).',
    cure: 'Start the site or correct the address: its host needs a DNS record, and its port has to be open.',
  },
  'page-status': {
    status: 'broken',
    symptom: 'An error page.',
    cause: '{url} answers with status {status}.',
    cure: 'Mend the route of this path, or give the address of a page that a signed-out visitor may open.',
  },
  'page-not-html': {
    status: 'broken',
    symptom: 'The browser shows text or offers a file.',
    cause: '{url} answers {type} instead of HTML.',
    cure: 'Send the page with the header Content-Type: text/html.',
  },
  'page-insecure': {
    status: 'warning',
    symptom: 'Nobody stays signed in, and passkeys are missing.',
    cause: '{url} comes over plain http, where browsers drop Secure cookies and switch passkeys off.',
    cure: 'Serve {host} over https, and redirect http to it with status 308.',
  },
  'certificate-expired': {
    status: 'broken',
    symptom: 'A warning of the browser, or requests that fail without a status.',
    cause: 'The TLS certificate of {host} has expired.',
    cure: 'Renew the certificate of {host}, and reload the server or load balancer that sends it.',
  },
  'certificate-name': {
    status: 'broken',
    symptom: 'A warning of the browser, or requests that fail without a status.',
    cause: 'The TLS certificate of {host} is for other names.',
    cure: 'Issue a certificate that has {host} among its subject alternative names (a wildcard covers one label).',
  },
  'certificate-untrusted': {
    status: 'broken',
    symptom: 'A warning of the browser, or requests that fail without a status.',
    cause: 'This machine does not trust the TLS certificate of {host} ({reason}).',
    cure: 'Send the whole chain (fullchain.pem) of a public authority, or name your own authority to this command by NODE_EXTRA_CA_CERTS.',
  },
  'redirect-loop': {
    status: 'broken',
    symptom: 'The browser says that the page redirected too many times.',
    cause: '{from} and {to} redirect to each other.',
    cure: 'Let signed-out visitors open {to}: name it in the public routes of the middleware, and let signInUrl (CLERK_SIGN_IN_URL) name a page that does not need a sign-in.',
  },
  'redirect-too-many': {
    status: 'broken',
    symptom: 'The browser says that the page redirected too many times.',
    cause: '{url} redirects more than {most} times, in the end to {to}.',
    cure: 'Redirect {url} straight to its final address in the middleware or in the rules of the host.',
  },
  'not-in-html': {
    status: 'warning',
    symptom: 'The page shows nothing, or scripts draw everything.',
    cause:
      'The HTML of {url} has no element and no script of clerk-widgets, so what its scripts add could not be seen.',
    cure: 'Give this command --publishable-key and --proxy-url, so that it looks at the API in place of the page.',
  },
  'script-not-seen': {
    status: 'warning',
    symptom: 'The element stays empty.',
    cause:
      'The HTML has <{tag}> and no script tag of clerk-widgets; it works only if a bundle of the page imports the element.',
    cure: 'Add <script async src="{script}"></script> to the page, or import "clerk-widgets" in its bundle.',
  },
  'key-missing': {
    status: 'broken',
    symptom: 'The element stays empty, and the console says that the publishable key is missing.',
    cause: 'The script tag names no publishable key, and its script brings none.',
    cure: 'Write data-clerk-publishable-key="pk_…" on the script tag; npx clerk-widgets keys prints the key.',
  },
  'key-malformed': {
    status: 'broken',
    symptom: 'The element stays empty, and the console says that the publishable key is malformed.',
    cause: '{problem}',
    cure: 'Copy the whole key from npx clerk-widgets keys into {place}.',
  },
  'key-secret': {
    status: 'broken',
    symptom: 'Nothing shows it: whoever reads the page can act as an administrator.',
    cause: 'A secret key (sk_…) is in {place}, where every visitor can read it.',
    cure: 'Revoke it now with npx clerk-widgets keys revoke, remove it from {place}, and read CLERK_SECRET_KEY on the server alone.',
  },
  'key-test-on-live-host': {
    status: 'warning',
    symptom: 'Visitors sign in to a development instance.',
    cause: 'The page on {host} has a key that starts with pk_test_.',
    cure: 'Put the pk_live_ key of the production instance into {place} when {host} is for everybody.',
  },
  'key-live-on-local-host': {
    status: 'broken',
    symptom: 'Sign-in fails on a development machine: cookies are dropped, or the origin is refused.',
    cause: 'The page on {host} has a key that starts with pk_live_.',
    cure: 'Put the pk_test_ key of a development instance into {place} on this machine.',
  },
  'key-other-instance': {
    status: 'broken',
    symptom: 'The page shows another application, or the console says that the script was made for another instance.',
    cause: 'The key in {place} belongs to {asked}, and {source} to {used}.',
    cure: 'Remove data-clerk-publishable-key, or write the key of {used} into {place}.',
  },
  'script-missing': {
    status: 'broken',
    symptom: 'The element stays empty.',
    cause: 'The script {url} cannot be loaded: {reason}.',
    cure: 'Correct the attribute src of the script tag: the server has it at /clerk.js and at /npm/clerk-widgets@1/dist/clerk.js.',
  },
  'script-type': {
    status: 'broken',
    symptom: 'The console names a MIME type or an unexpected token "<".',
    cause: '{url} answers Content-Type: {type}.',
    cure: 'Serve {url} as Content-Type: text/javascript; when it is HTML, exclude the path from the catch-all route of the site.',
  },
  'script-module': {
    status: 'broken',
    symptom: 'The console says: load the script by a script tag without type="module".',
    cause: 'The script tag has type="module", where the script cannot read its own attributes.',
    cure: 'Remove type="module" from the script tag, and write async.',
  },
  'script-mixed-content': {
    status: 'broken',
    symptom: 'The console says that mixed content was blocked.',
    cause: 'The page comes over https, and {url} over http.',
    cure: 'Write https: in {place}.',
  },
  'script-integrity': {
    status: 'broken',
    symptom: 'The console says that the digest of the script does not match.',
    cause: 'The attribute integrity does not match the bytes of {url}.',
    cure: 'Write the hash from integrity.json of an exact version into the attribute integrity; a range such as @1 cannot have one.',
  },
  'script-crossorigin': {
    status: 'broken',
    symptom: 'The console says that the script was blocked by integrity or by the embedder policy.',
    cause: '{url} is on another origin, and {needs} needs the attribute crossorigin.',
    cure: 'Write crossorigin="anonymous" on the script tag.',
  },
  'script-cors': {
    status: 'broken',
    symptom: 'The console says that the script was blocked by CORS policy.',
    cause: 'The script tag has crossorigin, and {url} answers without Access-Control-Allow-Origin for {origin}.',
    cure: 'Send the header Access-Control-Allow-Origin: * with {url}, or remove crossorigin from the script tag.',
  },
  'script-blocked': {
    status: 'broken',
    symptom: 'The element or the bot check does not come, in some browsers alone.',
    cause: '{url} does not come, and no policy of the page blocks it.',
    cure: 'Switch off the content blocker for this page, or let the network (a VPN, a firewall, a filter) reach {host}.',
    isInPage: true,
  },
  'script-stale': {
    status: 'broken',
    symptom: 'A change of the settings or an update does not reach the page.',
    cause: 'A cache in front of {url} answers with another script than the server has now.',
    cure: 'Let the cache obey the header Cache-Control of {url}, and purge it.',
  },
  'script-cached': {
    status: 'warning',
    symptom: 'A change of the settings reaches visitors late.',
    cause: '{url} answers Cache-Control: {value}, so browsers keep the settings of the instance for long.',
    cure: 'Pass the header Cache-Control of the server on unchanged for {url}.',
  },
  'service-worker': {
    status: 'warning',
    symptom: 'Visitors who were here before see an old script.',
    cause: 'The service worker {url} keeps answers in a cache, and may serve an old script of the instance.',
    cure: 'Let the handler of fetch events in {url} return early for /clerk.js, /npm/ and /v1/ of the Frontend API.',
  },
  'csp-script': {
    status: 'broken',
    symptom: 'The element stays empty, and the console names script-src.',
    cause:
      'The Content-Security-Policy of the page ({where}) blocks the script of clerk-widgets or the files that it loads: {sources}.',
    cure: "Add {sources} to {directive} in the {where}; beside 'strict-dynamic', write the nonce of the policy on the script tag instead.",
  },
  'csp-connect': {
    status: 'broken',
    symptom: 'The form says that there is no connection, and the console names connect-src.',
    cause: 'The Content-Security-Policy of the page ({where}) blocks requests to {sources}.',
    cure: 'Add {sources} to {directive} in the {where}.',
  },
  'csp-style': {
    status: 'broken',
    symptom: 'A form that the server rendered has no style until its script has run.',
    cause: 'The Content-Security-Policy of the page ({where}) blocks the <style data-clerk-ssr> of the form.',
    cure: 'Add {sources} to {directive} in the {where}.',
  },
  'csp-frame': {
    status: 'broken',
    symptom: 'The bot check or Google One Tap does not come.',
    cause: 'The Content-Security-Policy of the page ({where}) blocks frames of {sources}.',
    cure: 'Add {sources} to {directive} in the {where}.',
  },
  'csp-worker': {
    status: 'broken',
    symptom: 'The service worker of the page is not installed, and the console names worker-src.',
    cause: 'The Content-Security-Policy of the page ({where}) blocks the worker {sources}.',
    cure: 'Add {sources} to {directive} in the {where}.',
  },
  'csp-image': {
    status: 'warning',
    symptom: 'Pictures of users and the logo are missing.',
    cause: 'The Content-Security-Policy of the page ({where}) blocks pictures from {sources}.',
    cure: 'Add {sources} to {directive} in the {where}.',
  },
  'csp-trusted-types': {
    status: 'broken',
    symptom: 'The element stays empty, and the console names a TrustedTypePolicy.',
    cause: 'The Content-Security-Policy of the page ({where}) does not allow the Trusted Types policies {sources}.',
    cure: 'Add {sources} to trusted-types in the {where}.',
  },
  'csp-trusted-types-required': {
    status: 'broken',
    symptom: 'The bot check or Google One Tap does not come, and the console names TrustedScriptURL.',
    cause:
      'The Content-Security-Policy of the page ({where}) has require-trusted-types-for, and the script of the bot check or of Google One Tap was not made for Trusted Types.',
    cure: 'Remove require-trusted-types-for from the {where} of this page.',
  },
  'csp-sandbox': {
    status: 'broken',
    symptom: 'The page shows no form, or says that it has to be opened in a tab of its own.',
    cause: 'The Content-Security-Policy of the page ({where}) has sandbox without {sources}.',
    cure: 'Add {sources} to sandbox in the {where}.',
  },
  'api-unreachable': {
    status: 'broken',
    symptom: 'The form says that there is no connection.',
    cause: 'The Frontend API at {url} does not answer: {reason}.',
    cure: 'Start the server (npx clerk-widgets serve), or name its address in data-clerk-proxy-url or by the key of its host.',
  },
  'api-other': {
    status: 'broken',
    symptom: 'The form does not come.',
    cause: '{url} answers {answer}, which is no answer of a Frontend API.',
    cure: 'Let the DNS record of {host} name the server of the Frontend API, or write the address of that one into {place}.',
  },
  'api-mixed-content': {
    status: 'broken',
    symptom: 'The console says that mixed content was blocked.',
    cause: 'The page comes over https, and the Frontend API {url} over http.',
    cure: 'Write https: in {place}.',
  },
  'origin-not-allowed': {
    status: 'broken',
    symptom: 'The form says that this page may not use the API; the code is origin_invalid.',
    cause: 'The Frontend API at {url} refuses the origin {origin}.',
    cure: 'Add {origin} to allowedOrigins (CLERK_ALLOWED_ORIGINS, --allowed-origins) of the server, and restart it.',
  },
  'cors-missing': {
    status: 'broken',
    symptom: 'The console says that a request was blocked by CORS policy.',
    cause: '{url} answers {origin} without {header}.',
    cure: 'Let the proxy or cache in front of {url} pass on {header}, and Vary: Origin.',
  },
  'cookie-blocked': {
    status: 'broken',
    symptom: 'Nobody stays signed in, in this browser alone.',
    cause: 'The browser keeps no cookies for {host}.',
    cure: 'Allow cookies for {host} in the settings of the browser; open a page in a frame of another site in a tab of its own.',
    isInPage: true,
  },
  'cookie-dropped': {
    status: 'broken',
    symptom: 'Nobody stays signed in.',
    cause: 'The browser does not send back the cookie that the API at {url} sets.',
    cure: 'Look at Set-Cookie of {url}/v1/client in the network panel of the browser, which marks why it drops the cookie: Secure needs https, SameSite=None needs Secure, and Domain has to cover the host.',
    isInPage: true,
  },
  'cookie-insecure': {
    status: 'broken',
    symptom: 'Nobody stays signed in.',
    cause: 'The API at {url} sets the Secure cookie {cookie} over plain http, and browsers drop it.',
    cure: 'Serve the API over https, and set url (CLERK_URL) to its https address.',
  },
  'cookie-domain': {
    status: 'broken',
    symptom: 'The server of the application takes everybody for signed out.',
    cause: 'The cookie {cookie} is for {domain}, which does not cover {host}.',
    cure: 'Set cookieDomain (CLERK_COOKIE_DOMAIN) to the domain that {host} and the API share, or leave it away.',
  },
  'cookie-samesite': {
    status: 'broken',
    symptom: 'Nobody stays signed in.',
    cause: 'The cookie {cookie} has SameSite=None without Secure, and browsers drop it.',
    cure: 'Let the proxy in front of the API pass on Set-Cookie unchanged, or add Secure to it.',
  },
  'cookie-third-party': {
    status: 'broken',
    symptom: 'Nobody stays signed in, first of all in Safari and Firefox.',
    cause:
      'The API on {api} is on another site than the page on {host}, so its cookies are third-party cookies, which browsers block.',
    cure: 'Put the API on a host below the domain of the page, or on a path of it with data-clerk-proxy-url="/__clerk".',
  },
  'domain-mismatch': {
    status: 'broken',
    symptom: 'Sign-in ends where it began, or the browser blocks every cookie of the API.',
    cause: 'The production instance is on {api}, which does not share a registrable domain with the page on {host}.',
    cure: 'Give the server a host below the domain of {host} as url (CLERK_URL), or proxy it with data-clerk-proxy-url="/__clerk".',
  },
  'clock-skew': {
    status: 'broken',
    symptom: 'Signed-in visitors are sent to the sign-in page again and again.',
    cause: 'The clocks of {api} and {host} differ by {seconds} seconds, and session tokens allow {most}.',
    cure: 'Switch on time synchronization (timedatectl set-ntp true) on the machine whose clock is wrong.',
  },
  'clock-local': {
    status: 'warning',
    symptom: 'Tokens look expired, or not yet valid, on this machine.',
    cause: 'The clock of this machine differs from that of {host} by {seconds} seconds.',
    cure: 'Switch on time synchronization (timedatectl set-ntp true) on this machine.',
  },
  'proxy-not-forwarded': {
    status: 'broken',
    symptom: 'The form does not come, or the console names HTML where JSON was expected.',
    cause: 'The proxy URL {url} answers {answer} and does not reach the Frontend API.',
    cure: 'Forward every path below {path} to the Frontend API, in the middleware of the application or as location {path}/ in nginx.',
  },
  'proxy-query': {
    status: 'broken',
    symptom: 'Changes fail with method_not_allowed.',
    cause: 'The proxy at {url} drops the query of a request.',
    cure: 'Forward the query as well; in nginx, proxy_pass without a variable or with $is_args$args does.',
  },
  'proxy-method': {
    status: 'broken',
    symptom: 'The form comes, and its button does nothing.',
    cause: 'The proxy at {url} does not forward POST ({answer}).',
    cure: 'Forward every method with its body below {path}; a rewrite or redirect for GET alone is not enough.',
  },
  'proxy-cookies': {
    status: 'broken',
    symptom: 'Nobody stays signed in.',
    cause: 'The proxy at {url} loses the header Cookie of the request or Set-Cookie of the answer.',
    cure: 'Forward Cookie and every Set-Cookie below {path}, and switch caching off for it.',
  },
  'proxy-address': {
    status: 'warning',
    symptom: 'Links and redirects lead to the host of the API instead of the page.',
    cause: 'The Frontend API behind {url} does not know the address of its proxy.',
    cure: 'Let the proxy send the header Clerk-Proxy-Url: {url} (and X-Forwarded-For), and name {path} in proxyPaths.',
  },
  'steps-missing': {
    status: 'broken',
    symptom: 'A reload within sign-in shows 404.',
    cause: '{url} finds no page with <{tag}>.',
    cure: 'Serve the page of {path} for every path below it (Next.js: app{path}/[[...rest]]/page.tsx), or write routing="hash" on <{tag}>.',
  },
  'steps-path': {
    status: 'broken',
    symptom: 'A reload within sign-in shows 404.',
    cause: 'path="{path}" of <{tag}> has no page.',
    cure: 'Write the path that the browser shows for this page into the attribute path of <{tag}>.',
  },
  'steps-redirected': {
    status: 'broken',
    symptom: 'A reload within sign-in loses the step.',
    cause: '{url} redirects to {to} and loses the step.',
    cure: 'Let everybody open {path} and every path below it, such as "{path}(.*)" in the public routes of the middleware.',
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultId = keyof typeof FAULTS;

/**
 * Fills the slots of a text.
 *
 * @example fillSlots('Add {origin}.', { origin: 'https://app.example.com' }) // 'Add https://app.example.com.'
 */
export function fillSlots(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
}
