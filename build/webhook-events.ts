import {
  CLERK_WEBHOOK_TYPES,
  DEFAULT_WEBHOOK_TYPES,
  FINER_WEBHOOK_TYPES,
  type WebhookEventType,
} from '../src/protocol/webhook-types.ts';
import { exampleData } from '../src/server/webhooks/examples.ts';

const BEGIN = '<!-- events: written by npm run docs -->';
const END = '<!-- end of events -->';

/** One example for each kind of data. */
const SHOWN = [
  'user.created',
  'user.deleted',
  'session.created',
  'waitlistEntry.created',
  'invitation.created',
  'email.created',
  'sms.created',
] as const satisfies readonly WebhookEventType[];

/** Returns docs/webhooks.md with the list of events, and an example of each kind of data. */
export function withWebhookEvents(page: string): string {
  const [before = '', after = ''] = [page.split(BEGIN)[0], page.split(END)[1]];
  return `${before}${BEGIN}\n\n${eventList()}\n\n${END}${after}`;
}

function eventList(): string {
  const names = (types: readonly string[]) => types.map((type) => `\`${type}\``).join(', ');
  const secret = CLERK_WEBHOOK_TYPES.filter((type) => !DEFAULT_WEBHOOK_TYPES.includes(type));
  return [
    `An endpoint that names no events gets these: ${names(DEFAULT_WEBHOOK_TYPES)}.`,
    `These carry one-time codes and links, so an endpoint has to name them: ${names(secret)}.`,
    `These are names that Clerk does not have, for endpoints that name them: ${names(FINER_WEBHOOK_TYPES)}.`,
    ...SHOWN.map(
      (type) => `\`data\` of \`${type}\`:\n\n\`\`\`json\n${JSON.stringify(exampleData(type), null, 2)}\n\`\`\``,
    ),
  ].join('\n\n');
}
