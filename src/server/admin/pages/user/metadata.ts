import { editMetadata, type MetadataColumn } from '../../../account/administer-user.ts';
import { html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { MAX_METADATA } from '../../../users/user-fields.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { section } from '../../parts/layout.ts';
import { metadataField, metadataTexts, readMetadata } from '../../parts/metadata.ts';
import { TEXTS } from '../../texts.ts';
import { loadUser, userPage } from './user-page.ts';

const KINDS: readonly MetadataColumn[] = ['public_metadata', 'private_metadata', 'unsafe_metadata'];

/** The three kinds of metadata of a user. Each has a form of its own, since each may be as large as a form. */
export function userMetadataPages(routes: AdminRoutes, services: Services): void {
  routes.page('/users/:id/metadata', (request) => show(request));
  for (const kind of KINDS) {
    routes.action(`/users/:id/metadata/${kind}`, {
      async run(request) {
        const id = idOf(request);
        const value = readMetadata(request.form, kind, MAX_METADATA);
        await editMetadata(services, request, id, { [kind]: value }, 'replace');
        return { to: `/users/${id}/metadata`, done: 'metadataSaved' };
      },
      refused: (request, error) => show(request, { kind, state: refusedState(request, error, [kind]) }),
    });
  }

  async function show(request: AdminRequest, refused?: { kind: MetadataColumn; state: FormState }): Promise<AdminView> {
    const user = await loadUser(services, request);
    return userPage(
      services,
      user,
      '/metadata',
      html`${KINDS.map((kind) => {
        const state = refused?.kind === kind ? refused.state : FRESH;
        const [name] = metadataTexts(kind);
        return section(
          name,
          {},
          form(
            request,
            { action: `/users/${user.id}/metadata/${kind}`, state },
            html`${metadataField(kind, state, user[kind])}${submit(TEXTS.metadata.save(name), 'plain')}`,
          ),
        );
      })}`,
    );
  }
}
