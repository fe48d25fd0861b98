import { ApiError } from '../../../http/errors.ts';
import type { Params } from '../../../http/params.ts';
import { SIGNING_ALGORITHMS } from '../../../lib/jwt-key.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { JwtTemplate } from '../../../jwt-templates/jwt-templates.ts';
import { SERVICE_ACCOUNT } from '../../../jwt-templates/preset-templates.ts';
import type { JwtTemplateInput } from '../../../jwt-templates/manage-jwt-templates.ts';
import { checkbox, field, type FormState, select } from '../../parts/form.ts';
import { JWT_TEMPLATE_TEXTS as texts } from '../../texts/jwt-templates.ts';

/** The fields of a template, by the names that errors have. */
export const TEMPLATE_FIELDS = [
  'name',
  'claims',
  'lifetime',
  'allowed_clock_skew',
  'signing_algorithm',
  'signing_key',
] as const;

/** What the form of a template shows unless it was refused. */
export type ShownTemplate = Pick<
  JwtTemplate,
  'name' | 'claims' | 'lifetime' | 'allowedClockSkew' | 'signingAlgorithm'
> &
  Partial<Pick<JwtTemplate, 'hasOwnKey'>>;

/** Draws the fields of a template. A key that was typed is never written back. */
export function templateFields(state: FormState, shown: ShownTemplate): Html {
  const algorithmError = state.errors.get('signing_algorithm');
  return html`<div class="half">${field({ name: 'name', label: texts.name, state, value: shown.name, hint: texts.nameHint, maxlength: 64 })}</div>
${field({ name: 'claims', label: texts.claims, state, value: JSON.stringify(shown.claims, null, 2), lines: 12, isCode: true, hint: texts.claimsHint })}
<div class="two names">${field({ name: 'lifetime', label: texts.lifetimeField, type: 'number', state, value: String(shown.lifetime), hint: texts.lifetimeHint })}
${field({ name: 'allowed_clock_skew', label: texts.skew, type: 'number', state, value: String(shown.allowedClockSkew) })}</div>
<div class="half">${select({
    name: 'signing_algorithm',
    label: texts.algorithm,
    value: state.typed('signing_algorithm') ?? shown.signingAlgorithm,
    choices: SIGNING_ALGORITHMS.map((each) => [each, each]),
  })}${algorithmError !== undefined && html`<p class="error">${algorithmError}</p>`}</div>
${field({
  name: 'signing_key',
  label: texts.key,
  state: { errors: state.errors, typed: () => undefined },
  lines: 4,
  isCode: true,
  isOptional: true,
  hint: shown.hasOwnKey ? texts.keyStays : texts.keyHint,
})}
${shown.hasOwnKey && checkbox({ name: 'remove_key', label: texts.removeKey, state })}`;
}

/** Reads the fields of a template. Its values are checked where those of the settings are. */
export function readTemplate(params: Params): JwtTemplateInput {
  const { key, email } = readKey(params.raw('signing_key')?.trim() ?? '');
  const loses = params.boolean('remove_key') === true;
  return {
    name: params.raw('name') ?? '',
    claims: readClaims(params.raw('claims')?.replaceAll(SERVICE_ACCOUNT, email ?? SERVICE_ACCOUNT) ?? ''),
    lifetime: Number(params.raw('lifetime') || Number.NaN),
    allowedClockSkew: Number(params.raw('allowed_clock_skew') || Number.NaN),
    signingAlgorithm: loses ? 'RS256' : params.raw('signing_algorithm'),
    signingKey: key,
    ...(loses && { customSigningKey: false }),
  };
}

/** Reads a key, or the file that Google gives out for a service account, whose address is claims of its template. */
function readKey(text: string): { key: string | undefined; email?: string } {
  if (!text.startsWith('{')) return { key: text || undefined };
  try {
    const { private_key: key, client_email: email } = JSON.parse(text) as Record<string, unknown>;
    // An address has no sign that would end a text of the JSON.
    if (typeof key === 'string' && typeof email === 'string' && /^[\w.@-]+$/.test(email)) return { key, email };
  } catch {
    // What is no such file is a key, which is checked as one.
  }
  return { key: text };
}

function readClaims(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const longMessage = texts.notJson((error as SyntaxError).message.replace(/\.$/, ''));
    throw new ApiError('form_param_format_invalid', { param: 'claims', longMessage });
  }
}
