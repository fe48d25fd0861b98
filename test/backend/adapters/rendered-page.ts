import '../../../build/source-hooks.ts';
import { type Auth, createClerkClient } from '../../../src/entries/backend.ts';
import { presentEnvironment } from '../../../src/server/frontend-api/presenters/present-environment.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';

const environment = presentEnvironment(
  parseConfig({
    url: 'https://clerk.acme.example',
    smtp: { url: 'smtps://mail.acme.example', from: 'a@acme.example' },
  }),
);
const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM });

/** Renders a page as an application does: the sign-in form to visitors, the user button to users, with a strict policy. */
export async function renderedPage(auth: Auth): Promise<{ html: string; headers: Record<string, string> }> {
  const [button, form] = await Promise.all([
    clerk.renderUserButton({ auth, environment }),
    clerk.renderSignIn({ path: '/sign-in', environment }),
  ]);
  const gate = await clerk.renderSignedOut({ auth, content: () => form.html });
  const style = await clerk.renderStyle(button, form, gate);
  const policy = `default-src 'none'; style-src ${style.styleSource}; form-action ${style.formSource}`;
  return {
    html: `<!doctype html><title>Page</title>${style}${button.html}${gate.html}`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': auth.isAuthenticated ? 'private, no-store' : 'public, max-age=60',
    },
  };
}

/** The same as a `Response`. */
export async function renderedResponse(auth: Auth): Promise<Response> {
  const { html, headers } = await renderedPage(auth);
  return new Response(html, { headers });
}
