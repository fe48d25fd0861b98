import { ABSENT_MEMBERS } from './absent-members.ts';
import { type ApiObject, type Member, type MembersSource, readMembers } from './read-members.ts';

/** Where our types of the browser API are. */
export const BROWSER_API: MembersSource = { file: 'build/browser-api-types.ts', interfaceName: 'BrowserApi' };

/**
 * The text of docs/browser-api.md.
 *
 * @param objects what {@link readMembers} reads from {@link BROWSER_API}
 */
export function browserApiPage(objects: readonly ApiObject[] = readMembers([BROWSER_API])[0] ?? []): string {
  const absent = ABSENT_MEMBERS.map(({ reason, members }) => {
    const names = members.map((name) => `\`${name}\``).join(' ');
    return `| ${cell(reason)} | ${names} |`;
  });
  return `<!-- Written by \`npm run docs\`. Change the source it is written from instead. -->

# The browser API

The members of \`window.Clerk\` and of what it gives you. They are those of Clerk's own \`clerk-js\`, so code and types that
were written for it fit: [what is missing](#what-is-missing) is at the end. A method that calls the API rejects with
\`ClerkAPIResponseError\` when the API refuses, and with \`ClerkRuntimeError\` when the API cannot be reached.

An object stays true while you hold it: its fields show the newest state, and its methods act on that. It is another object
after each change, so that frameworks see the change.

Members whose name begins with \`__\` are for SDKs. They are left out.

${objects.map(objectSection).join('\n')}
## What is missing

Every member of Clerk's types (\`@clerk/shared\`) that is not above is here, with the reason.

| why | members |
|---|---|
${absent.join('\n')}
`;
}

function objectSection({ name, summary, members }: ApiObject): string {
  const shown = members.filter((member) => !member.name.startsWith('__'));
  const rows = shown.filter((member) => member.summary).map(memberRow);
  const further = shown.filter((member) => !member.summary).map((member) => `\`${nameOf(member)}\``);
  const parts = [`## ${name}\n`, `${summary}\n`];
  if (rows.length > 0)
    parts.push(`| member | type or result | what it is or does |\n|---|---|---|\n${rows.join('\n')}\n`);
  if (further.length > 0) parts.push(`${rows.length > 0 ? 'Also' : 'It has'} ${further.join(', ')}.\n`);
  return parts.join('\n');
}

function memberRow(member: Member): string {
  return `| \`${nameOf(member)}\` | \`${cell(member.type)}\` | ${cell(member.summary)} |`;
}

function nameOf({ name, isMethod }: Member): string {
  return isMethod ? `${name}()` : name;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
