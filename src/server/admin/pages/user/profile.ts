import { editUser } from '../../../account/administer-user.ts';
import type { SignUpField } from '../../../../protocol/json/sign-up.ts';
import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { FIELDS } from '../../../users/user-fields.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { facts, section } from '../../parts/layout.ts';
import { date } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { accessSection } from './access.ts';
import { IDENTIFIER_KINDS, identifierSection, type IdentifierKind, userIdentifierPages } from './identifiers.ts';
import { loadUser, userPage } from './user-page.ts';

const MAX_EXTERNAL_ID = 256;
const NAMES = ['first_name', 'last_name', 'username'] as const;
const { user: texts } = TEXTS;

/** The form of the page that was refused. */
interface States {
  details?: FormState;
  /** The kind of identifier whose form was refused. */
  kind?: IdentifierKind;
  identifier?: FormState;
}

/** The first page of a user: names, identifiers, and who may sign in. */
export function userProfilePages(routes: AdminRoutes, services: Services): void {
  routes.page('/users/:id', (request) => show(request));
  routes.action('/users/:id/details', {
    async run(request) {
      const id = idOf(request);
      const { form: params } = request;
      await editUser(services, request, id, {
        first_name: params.name('first_name'),
        last_name: params.name('last_name'),
        username: params.nullable('username'),
        external_id: params.nullable('external_id', MAX_EXTERNAL_ID),
      });
      return { to: `/users/${id}`, done: 'userSaved' };
    },
    refused: (request, error) => show(request, { details: refusedState(request, error, [...NAMES, 'external_id']) }),
  });
  userIdentifierPages(routes, services, (request, kind, state) => show(request, { kind, identifier: state }));

  async function show(
    request: AdminRequest,
    { details = FRESH, kind, identifier = FRESH }: States = {},
  ): Promise<AdminView> {
    const user = await loadUser(services, request);
    return userPage(
      services,
      user,
      '',
      html`${section(texts.details, {}, detailsForm(request, user, details))}
${shown(user).map((each) => identifierSection(request, user, each, each === kind ? identifier : FRESH))}
${section(
  texts.facts,
  {},
  facts([
    [texts.created, date(user.created_at)],
    [texts.updated, date(user.updated_at)],
    [texts.lastActive, date(user.last_active_at)],
    [texts.lastSignIn, date(user.last_sign_in_at)],
    ...(services.config.signUp.legalConsent ? [[texts.legal, date(user.legal_accepted_at)] as const] : []),
  ]),
)}
${accessSection(request, user)}`,
    );
  }

  /** Users keep what they have of a kind that the settings have switched off since. */
  function shown(user: BackendUserJSON): readonly IdentifierKind[] {
    return IDENTIFIER_KINDS.filter((kind) => kind.isOn(services.config) || kind.listOf(user).length > 0);
  }

  function detailsForm(request: AdminRequest, user: BackendUserJSON, state: FormState): Html {
    const labels = { first_name: texts.firstName, last_name: texts.lastName, username: texts.username };
    const has = (name: SignUpField) => FIELDS[name](services.config) !== 'off';
    return form(
      request,
      { action: `/users/${user.id}/details`, state },
      html`<div class="two">${NAMES.filter(has).map((name) =>
        field({ name, label: labels[name], state, value: user[name], isOptional: true }),
      )}${field({ name: 'external_id', label: texts.externalId, state, value: user.external_id, isOptional: true, hint: texts.externalIdHint })}</div>
${submit(TEXTS.save)}`,
    );
  }
}
