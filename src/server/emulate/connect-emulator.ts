import type { EmulatorControls } from './emulator-types.ts';

type Keys = Pick<EmulatorControls, 'publishableKey' | 'secretKey' | 'jwtKey' | 'env'>;

/**
 * Controls an emulator that another process runs, such as the `webServer` of Playwright.
 *
 * @param url address of the emulator, such as `http://localhost:4450`
 * @returns what a test does with it. Each call is one request
 * @throws {Error} when no emulator answers there
 * @example
 * const emulator = await connectEmulator('http://localhost:4450');
 * await emulator.reset();
 */
export async function connectEmulator(url: string): Promise<EmulatorControls> {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, url), body && init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${messageOf(text)}`);
    return JSON.parse(text);
  };
  const { url: own, ...keys } = (await ask('/__dev/emulator')) as Keys & { url: string };
  const setClock = (body: object) => ask('/__dev/clock', body) as ReturnType<EmulatorControls['clock']>;
  return {
    ...keys,
    url: own,
    reset: async (seed) => {
      const answer = (await ask('/__dev/reset', seed === undefined ? {} : { seed })) as {
        users: Awaited<ReturnType<EmulatorControls['reset']>>;
      };
      return answer.users;
    },
    advance: (seconds) => setClock({ advance: seconds }),
    setTime: (time) => setClock({ now: typeof time === 'string' ? time : time.toISOString() }),
    useRealTime: () => setClock({ real: true }),
    clock: () => ask('/__dev/clock') as ReturnType<EmulatorControls['clock']>,
    messages: (to) => {
      const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`;
      return ask(`/__dev/messages${query}`) as ReturnType<EmulatorControls['messages']>;
    },
    signIn: (who) =>
      ask('/__dev/sessions', typeof who === 'string' ? { user: who } : who) as ReturnType<EmulatorControls['signIn']>,
  };
}

/** Returns the messages of an answer in the form of Clerk's errors. */
function messageOf(text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors: { long_message: string }[] };
    return errors.map((error) => error.long_message).join(' ');
  } catch {
    return text.slice(0, 200);
  }
}
