// The application under test: a page with a sign-in form, and a path that needs a user.
import { createServer } from 'node:http';
import { createClerkClient } from 'clerk-widgets/backend';

/**
 * Starts the application.
 *
 * @param {Record<string, string>} env keys and addresses: of a server in production, of an emulator in tests
 * @param {number} port 0 takes any free port
 */
export async function startApp(env, port) {
  const page = () => `<!doctype html>
    <html lang="en">
    <title>Notes</title>
    <main>
      <clerk-signed-out><clerk-sign-in></clerk-sign-in></clerk-signed-out>
      <clerk-signed-in><h1>Your notes</h1><clerk-user-button></clerk-user-button></clerk-signed-in>
    </main>
    <script async src="${env.CLERK_FAPI_URL}/clerk.js?elements=sign-in,user-button,signed-in,signed-out"></script>
    </html>`;
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.url !== '/api/me') return outgoing.setHeader('content-type', 'text/html').end(page());
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { headers: incoming.headers });
    const clerk = createClerkClient({ publishableKey: env.CLERK_PUBLISHABLE_KEY, jwtKey: env.CLERK_JWT_KEY });
    const { userId } = (await clerk.authenticateRequest(request)).toAuth() ?? {};
    outgoing.writeHead(userId ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ userId }));
  });
  await new Promise((resolve) => server.listen(port, 'localhost', resolve));
  return { url: `http://localhost:${server.address().port}`, close: () => server.close() };
}
