/** The command line of `clerk-widgets`. `bin.ts` starts it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLineUser } from '../server/audit/audited-calls.ts';
import type { ConfigInput } from '../server/config/config.ts';
import { FileProblem } from '../server/import-export/user-record.ts';
import { MailServerError } from '../server/delivery/mail-server-error.ts';
import { ApiError } from '../server/http/errors.ts';
import { createConsoleLogger } from '../server/logger.ts';
import { openInstance } from '../server/serve/open-instance.ts';
import { parseConfig } from '../server/config/parse-config.ts';
import { VERSION } from '../protocol/version.ts';
import { runAdminCommand } from '../server/serve/admin-command.ts';
import type { CommandOutput } from '../server/serve/command-output.ts';
import { helpText } from '../server/serve/help-text.ts';
import { runJwtTemplatesCommand } from '../server/serve/jwt-templates-command.ts';
import { runKeysCommand } from '../server/serve/keys-command.ts';
import { listen } from '../server/serve/listen.ts';
import { onStopSignal } from '../server/serve/on-stop-signal.ts';
import { CommandFailure } from '../server/serve/command-failure.ts';
import type { CommandName } from '../server/serve/command-table.ts';
import { type Arguments, parseArgs, UsageError } from '../server/serve/parse-args.ts';
import type { WebhooksCommand } from '../server/serve/webhooks-command.ts';
import type { UsersCommand } from '../server/serve/users-command.ts';
import { readConfigFile } from '../server/serve/read-config-file.ts';
import { ConfigError } from '../server/lib/config-error.ts';
import {
  mergeSettings,
  misspelledVariables,
  type SettingTree,
  settingsFromEnv,
} from '../server/config/gather-settings.ts';
import { SeedError } from '../server/emulate/check-seed.ts';
import { StorageUnavailable } from '../server/storage/storage-errors.ts';
import { loadPageRenderer } from './load-page-renderer.ts';
import { createServer } from './server.ts';

/** What each command runs, but for those that read neither the environment nor a file that they are not told of. */
const RUN: Readonly<
  Record<
    Exclude<CommandName, 'help' | 'version' | 'emulate' | 'doctor'>,
    (input: SettingTree, args: Arguments) => Promise<void>
  >
> = {
  serve,
  keys: runKeys,
  'keys create': runKeys,
  'keys list': runKeys,
  'keys revoke': runKeys,
  invite,
  'users create': runUsers,
  'users list': runUsers,
  'users import': runUsers,
  'users export': runUsers,
  'jwt-templates list': runJwtTemplates,
  'jwt-templates presets': runJwtTemplates,
  'jwt-templates create': runJwtTemplates,
  'jwt-templates delete': runJwtTemplates,
  'webhooks list': runWebhooks,
  'webhooks create': runWebhooks,
  'webhooks delete': runWebhooks,
  'webhooks disable': runWebhooks,
  'webhooks enable': runWebhooks,
  'webhooks rotate-secret': runWebhooks,
  'webhooks test': runWebhooks,
  'webhooks failed': runWebhooks,
  'webhooks retry': runWebhooks,
  'templates check': runTemplates,
  'templates preview': runTemplates,
  csp: runCsp,
  'render sign-in': runRender,
  'render sign-up': runRender,
  admin: printAdminLink,
};

async function main(args: readonly string[]): Promise<void> {
  const read = parseArgs(args);
  if (read.command === 'help') return void process.stdout.write(helpText());
  if (read.command === 'version') return void process.stdout.write(`${VERSION}\n`);
  if (read.command === 'emulate') {
    const { runEmulate } = await import('../server/emulate/run-emulate.ts');
    return runEmulate(read, { pageRenderer: loadPageRenderer });
  }
  if (read.command === 'doctor') return runDoctor(read);
  const file = await readConfigFile(read.configFile);
  await RUN[read.command](mergeSettings(mergeSettings(file, settingsFromEnv(process.env)), read.settings), read);
}

/** Shows, creates or revokes keys. A server may run on the same database at the same time. */
async function runKeys(input: SettingTree, args: Arguments): Promise<void> {
  print(await runKeysCommand(parseConfig(input), process.env, args));
}

/** Lists, creates or deletes JWT templates. A server may run on the same database at the same time. */
async function runJwtTemplates(input: SettingTree, args: Arguments): Promise<void> {
  print(await runJwtTemplatesCommand(parseConfig(input), process.env, args));
}

/** Manages endpoints of webhooks. A server may run on the same database at the same time. */
async function runWebhooks(input: SettingTree, args: Arguments): Promise<void> {
  const { runWebhooksCommand } = await import('../server/serve/webhooks-command.ts');
  const command = args.command as WebhooksCommand;
  print(await runWebhooksCommand(parseConfig(input), process.env, args, command));
}

function print({ out, note }: CommandOutput): void {
  if (note) process.stderr.write(`${note}\n`);
  process.stdout.write(out);
}

/** Checks or shows the texts of messages. */
async function runTemplates(input: SettingTree, args: Arguments): Promise<void> {
  const { runTemplatesCommand } = await import('../server/serve/templates-command.ts');
  process.stdout.write(runTemplatesCommand(parseConfig(input), args, Date.now()));
}

/** Looks at a page, and prints what is wrong with it. */
async function runDoctor(args: Arguments): Promise<void> {
  const { runDoctorCommand } = await import('../server/serve/doctor-command.ts');
  const { isBroken, ...output } = await runDoctorCommand(args, { fetch, now: Date.now });
  print(output);
  if (isBroken) process.exitCode = 1;
}

/** Sends an invitation. A server may run on the same database at the same time. */
async function invite(input: SettingTree, { operands: [emailAddress = ''] }: Arguments): Promise<void> {
  // openInstance checks every setting, so what the file and the flags gave may be passed as it is.
  const instance = await openInstance(input as unknown as ConfigInput, {}, { by: commandLineUser() });
  try {
    for (const warning of instance.warnings) instance.logger.warn(warning);
    await instance.delivery.check();
    const { url } = await instance.invitations.create({ emailAddress });
    process.stdout.write(`${url}\n`);
  } finally {
    await instance.close();
  }
}

/** Creates, lists, imports or exports users. A server may run on the same database at the same time. */
async function runUsers(input: SettingTree, args: Arguments): Promise<void> {
  const [{ runUsersCommand }, { createApp }] = await Promise.all([
    import('../server/serve/users-command.ts'),
    import('../server/app.ts'),
  ]);
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  // What the command writes on the standard output is for scripts.
  const logger = { info: () => {}, warn: note, error: note };
  const by = commandLineUser();
  const instance = await openInstance(input as unknown as ConfigInput, { logger }, { by });
  try {
    for (const warning of instance.warnings) note(warning);
    const app = createApp(instance);
    const out = (text: string) =>
      process.stdout.write(text) ? undefined : new Promise<void>((resolve) => process.stdout.once('drain', resolve));
    const streams = { input: process.stdin, out, note, isTerminal: process.stdout.isTTY };
    process.exitCode = await runUsersCommand(
      app.services,
      by,
      { ...args, command: args.command as UsersCommand },
      streams,
    );
    // The server sends the webhooks: a receiver that is down must not keep the command from ending.
    app.stop();
    await app.settle();
  } finally {
    await instance.close();
  }
}

/** Writes a form as HTML. What renders it is loaded for this command alone. */
async function runRender(input: SettingTree, args: Arguments): Promise<void> {
  const [{ runRenderCommand }, { renderSignIn, renderSignUp }] = await Promise.all([
    import('../server/serve/render-command.ts'),
    import('./backend-render.ts'),
  ]);
  print(await runRenderCommand(input, args, { signIn: renderSignIn, signUp: renderSignUp }));
}

/** Prints a Content-Security-Policy, or what one lacks. */
async function runCsp(input: SettingTree, args: Arguments): Promise<void> {
  const { runCspCommand } = await import('../server/serve/csp-command.ts');
  const { exitCode, ...output } = await runCspCommand(parseConfig(input), args);
  print(output);
  process.exitCode = exitCode;
}

/** Prints a link to the admin page. */
async function printAdminLink(input: SettingTree): Promise<void> {
  process.stdout.write(`${await runAdminCommand(parseConfig(input))}\n`);
}

async function serve(input: SettingTree): Promise<void> {
  const logger = createConsoleLogger(parseConfig(input).logLevel);
  for (const warning of misspelledVariables(process.env)) logger.warn(warning);
  // createServer checks every setting, so what the file and the flags gave may be passed as it is.
  const server = await createServer(input as unknown as ConfigInput, { logger });
  const { config } = server;
  const listener = await listen({ fetch: server.fetch, port: config.port, host: config.host }).catch(async (error) => {
    await server.close();
    throw error;
  });
  const stopped = onStopSignal(async (signal) => {
    logger.info('stopping', { signal });
    server.drain();
    listener.drain();
    // A person who presses Ctrl-C need not wait for a load balancer.
    if (signal === 'SIGTERM') await sleep(config.drainSeconds * 1_000);
    await listener.close();
    await server.close();
  });
  logger.info('ready', {
    url: config.url,
    listening: `${config.host}:${listener.port}`,
    publishableKey: config.publishableKey,
    version: VERSION,
  });
  if (config.adminPage && config.instanceType === 'development') {
    process.stderr.write(`Admin page, once and within ten minutes: ${await server.createAdminLink()}\n`);
  }
  server.checkDelivery().catch((error: Error) => logger.warn(error.message));
  await stopped;
  logger.info('stopped');
  // Ends the process even if something keeps it alive.
  setTimeout(() => process.exit(0), 1000).unref();
}

/** Returns the message of an error that the operator can mend, and the stack of any other. */
function describe(error: unknown): string {
  const isForOperator = [CommandFailure, ConfigError, MailServerError, SeedError, FileProblem].some(
    (kind) => error instanceof kind,
  );
  if (isForOperator) return (error as Error).message;
  if (error instanceof StorageUnavailable) {
    const cure = 'A server has to run and to let this user in, a file and its folder have to be writable for this user';
    return `${error.message} ${cure}; databaseUrl (DATABASE_URL) names the database.`;
  }
  return String((error as Error)?.stack ?? error);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} See clerk-widgets --help.\n`);
    process.exitCode = 2;
    return;
  }
  if (error instanceof ApiError) {
    process.stderr.write(`${error.items[0]?.long_message}\n`);
    process.exitCode = 1;
    return;
  }
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
});
