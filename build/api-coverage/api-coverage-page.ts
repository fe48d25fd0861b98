import { type ApiOperations, readOperations } from './operations.ts';
import { type Reason, REASONS } from './reasons.ts';

const NOTE = '<!-- Written by `npm run docs`. Change the source it is written from instead. -->';

/** The text of docs/api-coverage.md. */
export function apiCoveragePage(): string {
  const { frontend, backend } = readOperations();
  return `${NOTE}

# What is served of Clerk's APIs

Clerk publishes an OpenAPI document for each of its two APIs. This page has every operation of both, in the revision of
${frontend.revision}, and says whether this server serves it, and why not:

- ${countOf(frontend)}
- ${countOf(backend)}

What the calls do is described in [the protocol](protocol.md) and [the Backend API](backend-api.md).

What Clerk has and this release does not have:

- enterprise connections: SAML, OIDC and directories by SCIM
- satellite domains
- the OAuth provider role: OAuth applications and consent
- API keys, machines and machine tokens
- Clerk's own billing

Organizations, roles and billing come in later releases.

${[frontend, backend].map(sectionOf).join('\n')}`;
}

function countOf(api: ApiOperations): string {
  const { served, settings } = countsOf(api);
  const refused = settings > 0 ? `. To ${settings} more it answers which setting to change` : '';
  return `${api.title}: ${served} of ${api.operations.length} operations${refused}`;
}

/** Returns how many operations are served, and how many are refused because they are settings. */
export function countsOf({ operations, unserved }: ApiOperations): { served: number; settings: number } {
  const reasons = operations.map((operation) => unserved[operation]);
  return {
    served: reasons.filter((reason) => reason === undefined).length,
    settings: reasons.filter((reason) => reason === 'setting').length,
  };
}

function sectionOf(api: ApiOperations): string {
  const { title, operations, unserved } = api;
  const { served } = countsOf(api);
  const used = (Object.keys(REASONS) as Reason[]).filter((reason) => Object.values(unserved).includes(reason));
  const totals = used.map((reason) => {
    const count = operations.filter((operation) => unserved[operation] === reason).length;
    return `| ${sentence(REASONS[reason])} | ${count} |`;
  });
  const rows = operations.map((operation) => {
    const reason = unserved[operation];
    return `| \`${operation}\` | ${reason === undefined ? 'yes' : REASONS[reason]} |`;
  });
  return `## ${title}: ${served} of ${operations.length}

| why not | operations |
|---|---|
${totals.join('\n')}

| operation | served |
|---|---|
${rows.join('\n')}
`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
