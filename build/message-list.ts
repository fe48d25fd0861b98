import {
  MESSAGE_SLUGS,
  type MessageSlug,
  type MessageType,
  slugsOf,
} from '../src/server/message-templates/message-slugs.ts';

const BEGIN = '<!-- messages: written by npm run docs -->';
const END = '<!-- end of messages -->';

/** Returns docs/messages.md with the list of messages, and of what each can show. */
export function withMessageList(page: string): string {
  const [before = '', after = ''] = [page.split(BEGIN)[0], page.split(END)[1]];
  return `${before}${BEGIN}\n\n${messageList()}\n\n${END}${after}`;
}

function messageList(): string {
  const types: readonly MessageType[] = ['email', 'sms'];
  const all = types.flatMap((type) => slugsOf(type).map((slug) => [`${type}/${slug}`, slugAt(type, slug)] as const));
  const rows = all.map(([path, { name, variables, required }]) => {
    const names = Object.keys(variables).map((each) => `\`${each}\`${required.includes(each) ? ' (required)' : ''}`);
    const own = names.filter((each) => !/^`(app\.|support_email|to_)/.test(each));
    return `| \`${path}\` | ${name} | ${own.join(', ') || '–'} |`;
  });
  const variables = new Map(all.flatMap(([, slug]) => Object.entries(slug.variables)));
  const meanings = [...variables].map(([name, { says, isOptional }]) => {
    return `| \`${name}\` | ${says}${isOptional ? '; may be empty' : ''} |`;
  });
  return [
    '| message | what it is | variables, besides those of `app`, `support_email` and the recipient |\n|---|---|---|',
    ...rows,
    '',
    '| variable | what it is |\n|---|---|',
    ...meanings,
  ].join('\n');
}

function slugAt(type: MessageType, slug: string): MessageSlug {
  const table: Readonly<Record<string, MessageSlug>> = MESSAGE_SLUGS[type];
  return table[slug] as MessageSlug;
}
