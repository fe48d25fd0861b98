import { editEmailAddress, createEmailAddress, type IdentifierUse } from '../../../account/administer-email-address.ts';
import { createPhoneNumber, editPhoneNumber } from '../../../account/administer-phone-number.ts';
import { deleteEmailAddress } from '../../../account/email-address.ts';
import { type ForUser, forUser } from '../../../account/for-user.ts';
import { deletePhoneNumber } from '../../../account/phone-number.ts';
import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
import type { InstanceConfig } from '../../../config/config.ts';
import { ApiError } from '../../../http/errors.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { button, checkbox, field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { askButton, badge, confirmation, disclosure, lines, section } from '../../parts/layout.ts';
import { type DoneText, TEXTS } from '../../texts.ts';
import { backTo, loadUser } from './user-page.ts';

const { user: texts } = TEXTS;
/** What a form of a row may do, besides the removal, which is asked for first. */
const USES: Readonly<Record<string, IdentifierUse>> = { verify: { verified: true }, primary: { primary: true } };

interface Identifier {
  id: string;
  value: string;
  isVerified: boolean;
  isPrimary: boolean;
  isSecondFactor: boolean;
}

/** Email addresses or phone numbers. */
export interface IdentifierKind {
  /** Part of the path. */
  path: string;
  /** Name of the field, and of the error at it. */
  field: 'email_address' | 'phone_number';
  type: 'email' | 'tel';
  hint?: string;
  title: string;
  label: string;
  addLabel: string;
  empty: string;
  done: Readonly<Record<'added' | 'changed' | 'removed', DoneText>>;
  isOn(config: InstanceConfig): boolean;
  listOf(user: BackendUserJSON): Identifier[];
  add(services: Services, by: ForUser, typed: string, verified: boolean): Promise<unknown>;
  change(services: Services, by: ForUser, id: string, use: IdentifierUse): Promise<unknown>;
  remove(services: Services, by: ForUser, id: string): Promise<void>;
}

export const IDENTIFIER_KINDS: readonly IdentifierKind[] = [
  {
    path: 'email-addresses',
    field: 'email_address',
    type: 'email',
    title: texts.emails,
    label: texts.email,
    addLabel: texts.addEmail,
    empty: texts.noEmails,
    done: { added: 'emailAdded', changed: 'emailChanged', removed: 'emailRemoved' },
    isOn: (config) => config.attributes.emailAddress !== 'off',
    listOf: (user) =>
      user.email_addresses.map(({ id, email_address: value, verification }) => ({
        id,
        value,
        isVerified: verification?.status === 'verified',
        isPrimary: id === user.primary_email_address_id,
        isSecondFactor: false,
      })),
    add: (services, by, typed, verified) => createEmailAddress(services, by, { typed, verified }),
    change: editEmailAddress,
    remove: deleteEmailAddress,
  },
  {
    path: 'phone-numbers',
    field: 'phone_number',
    type: 'tel',
    hint: texts.phoneHint,
    title: texts.phones,
    label: texts.phone,
    addLabel: texts.addPhone,
    empty: texts.noPhones,
    done: { added: 'phoneAdded', changed: 'phoneChanged', removed: 'phoneRemoved' },
    isOn: (config) => config.attributes.phoneNumber !== 'off',
    listOf: (user) =>
      user.phone_numbers.map(({ id, phone_number: value, verification, reserved_for_second_factor: isSecond }) => ({
        id,
        value,
        isVerified: verification?.status === 'verified',
        isPrimary: id === user.primary_phone_number_id,
        isSecondFactor: isSecond,
      })),
    add: (services, by, typed, verified) => createPhoneNumber(services, by, { typed, verified }),
    change: editPhoneNumber,
    remove: deletePhoneNumber,
  },
];

/**
 * What is done with the addresses and numbers of a user.
 *
 * @param showProfile draws the profile again, with the state of the form of one kind
 */
export function userIdentifierPages(
  routes: AdminRoutes,
  services: Services,
  showProfile: (request: AdminRequest, kind: IdentifierKind, state: FormState) => Promise<AdminView>,
): void {
  for (const kind of IDENTIFIER_KINDS) {
    const path = `/users/:id/${kind.path}`;
    const profileOf = (by: ForUser) => `/users/${by.user.id}`;

    routes.action(path, {
      async run(request) {
        const by = await forUser(services, request, idOf(request));
        const { form: params } = request;
        await kind.add(services, by, params.required(kind.field), params.boolean(`${kind.field}_verified`) ?? false);
        return { to: profileOf(by), done: kind.done.added };
      },
      refused: (request, error) => showProfile(request, kind, refusedState(request, error, [kind.field])),
    });
    for (const [name, use] of Object.entries(USES)) {
      routes.action(`${path}/:owned/${name}`, {
        async run(request) {
          const by = await forUser(services, request, idOf(request));
          await kind.change(services, by, idOf(request, 'owned'), use);
          return { to: profileOf(by), done: kind.done.changed };
        },
        refused: (request, error) => showProfile(request, kind, refusedState(request, error, [])),
      });
    }

    const ask = async (request: AdminRequest, state: FormState = FRESH): Promise<AdminView> => {
      const user = await loadUser(services, request);
      const found = kind.listOf(user).find(({ id }) => id === idOf(request, 'owned'));
      if (!found) throw new ApiError('resource_not_found');
      return confirmation(request, {
        title: texts.removeTitle(found.value),
        text: texts.removeText,
        action: request.path,
        confirm: texts.remove,
        back: backTo(user),
        state,
      });
    };
    routes.page(`${path}/:owned/remove`, (request) => ask(request));
    routes.action(`${path}/:owned/remove`, {
      async run(request) {
        const by = await forUser(services, request, idOf(request));
        await kind.remove(services, by, idOf(request, 'owned'));
        return { to: profileOf(by), done: kind.done.removed };
      },
      refused: (request, error) => ask(request, refusedState(request, error, [])),
    });
  }
}

/** The addresses or numbers in the profile, with a form for one more. */
export function identifierSection(
  request: AdminRequest,
  user: BackendUserJSON,
  kind: IdentifierKind,
  state: FormState,
): Html {
  const path = `/users/${user.id}/${kind.path}`;
  const items = kind.listOf(user).map((each) => ({
    content: html`<b>${each.value}</b>${each.isPrimary && badge(texts.primary)}${each.isSecondFactor && badge(texts.secondFactor)}${
      each.isVerified ? badge(texts.verified, 'good') : badge(texts.unverified, 'warning')
    }`,
    actions: rowActions(request, each, `${path}/${each.id}`),
  }));
  return section(
    kind.title,
    {},
    html`${lines(items, kind.empty)}
${disclosure(
  kind.addLabel,
  state !== FRESH,
  form(
    request,
    { action: path, state, label: kind.addLabel },
    html`<div class="half">${field({ name: kind.field, label: kind.label, type: kind.type, state, hint: kind.hint })}</div>
${checkbox({ name: `${kind.field}_verified`, label: texts.addVerified, state, isChecked: true })}
${submit(texts.add)}`,
  ),
)}`,
  );
}

function rowActions(
  request: AdminRequest,
  { value, isVerified, isPrimary, isSecondFactor }: Identifier,
  path: string,
): Html {
  const { verify, verifyThat, makePrimary, makeThatPrimary, remove, removeThat } = texts;
  const canBePrimary = isVerified && !isPrimary && !isSecondFactor;
  return html`${!isVerified && button(request, { action: `${path}/verify`, text: verify, label: verifyThat(value) })}${
    canBePrimary && button(request, { action: `${path}/primary`, text: makePrimary, label: makeThatPrimary(value) })
  }${askButton(`${path}/remove`, remove, { tone: 'danger-plain', label: removeThat(value) })}`;
}
