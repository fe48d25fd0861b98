import type { SignUpField } from '../../../protocol/json/sign-up.ts';
import { metadataText } from '../../account/administer-user.ts';
import { createUser } from '../../account/create-user.ts';
import { type Html, html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { FIELDS, MAX_METADATA } from '../../users/user-fields.ts';
import type { AdminRequest, AdminRoutes, AdminView } from '../admin-request.ts';
import { checkbox, field, form, type FormState, FRESH, refusedState, submit } from '../parts/form.ts';
import { metadataField, readMetadata } from '../parts/metadata.ts';
import { TEXTS } from '../texts.ts';

const PATH = '/users/new';
const KINDS = ['public_metadata', 'private_metadata', 'unsafe_metadata'] as const;
const FIELD_NAMES = [
  'email_address',
  'phone_number',
  'username',
  'first_name',
  'last_name',
  'password',
  ...KINDS,
] as const;

/** The form that creates a user. */
export function createUserPages(routes: AdminRoutes, services: Services): void {
  const { config } = services;
  const { newUser: texts, user } = TEXTS;

  routes.page(PATH, (request) => show(request));
  routes.action(PATH, {
    async run(request, entry) {
      const { form: params } = request;
      const password = params.raw('password') || null;
      const metadata = (kind: (typeof KINDS)[number]) => metadataText(readMetadata(params, kind, MAX_METADATA), kind);
      const listOf = (name: string) => [params.nullable(name)].filter((value) => typeof value === 'string');
      const { id } = await createUser(services, request, {
        emailAddresses: listOf('email_address'),
        phoneNumbers: listOf('phone_number'),
        wallets: [],
        username: params.nullable('username') ?? null,
        password,
        firstName: params.name('first_name') ?? null,
        lastName: params.name('last_name') ?? null,
        externalId: null,
        metadata: {
          public_metadata: metadata('public_metadata'),
          private_metadata: metadata('private_metadata'),
          unsafe_metadata: metadata('unsafe_metadata'),
        },
        createdAt: null,
        legalAcceptedAt: null,
        banned: false,
        skipPasswordChecks: params.boolean('skip_password_checks') ?? false,
        skipPasswordRequirement: true,
        skipUserRequirement: false,
        skipLegalChecks: true,
      });
      entry.target = id;
      return { to: `/users/${id}`, done: 'userCreated' };
    },
    refused: async (request, error) => show(request, refusedState(request, error, FIELD_NAMES)),
  });

  function show(request: AdminRequest, state: FormState = FRESH): AdminView {
    const has = (name: SignUpField) => FIELDS[name](config) !== 'off';
    const isOptional = (name: SignUpField) => FIELDS[name](config) !== 'required';
    const text = (
      name: SignUpField,
      label: string,
      type: 'text' | 'email' | 'tel' = 'text',
      hint?: string,
    ): Html | false => has(name) && field({ name, label, type, state, isOptional: isOptional(name), hint });
    const isOpen = KINDS.some((kind) => state.typed(kind));
    return {
      title: texts.title,
      description: texts.description,
      back: { path: '/users', label: user.back },
      content: html`<div class="card narrow">${form(
        request,
        { action: PATH, state },
        html`<div class="two names">${text('first_name', user.firstName)}${text('last_name', user.lastName)}</div>
${text('email_address', user.email, 'email')}
${text('phone_number', user.phone, 'tel', user.phoneHint)}
${text('username', user.username)}
${has('password') && field({ name: 'password', label: user.password, type: 'password', state, isOptional: true, autocomplete: 'new-password', hint: texts.passwordHint })}
${has('password') && checkbox({ name: 'skip_password_checks', label: texts.skipChecks, state })}
<details class="more"${isOpen && html` open`}><summary>${texts.metadata}</summary><div class="stack">${KINDS.map((kind) => metadataField(kind, state, undefined))}</div></details>
${submit(texts.submit)}`,
      )}</div>`,
    };
  }
}
