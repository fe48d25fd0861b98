import { html } from '../../../lib/html.ts';
import { listJwtTemplates } from '../../../jwt-templates/manage-jwt-templates.ts';
import type { Services } from '../../../services.ts';
import type { AdminRoutes } from '../../admin-request.ts';
import { badge, link, linkButton } from '../../parts/layout.ts';
import { PAGE_SIZE, pager, readOffset, table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { JWT_TEMPLATE_TEXTS as texts } from '../../texts/jwt-templates.ts';

const PATH = '/jwt-templates';

/** The JWT templates of the settings and of the database. */
export function jwtTemplateListPages(routes: AdminRoutes, services: Services): void {
  routes.page(PATH, async ({ query, now }) => {
    const offset = readOffset(query);
    const { templates, total } = await listJwtTemplates(services, { limit: PAGE_SIZE, offset });
    return {
      title: texts.title,
      description: texts.description,
      actions: linkButton(`${PATH}/new`, texts.create, { tone: 'primary', icon: 'plus' }),
      content: html`${table({
        caption: texts.caption,
        columns: [texts.name, texts.algorithm, texts.signedWith, texts.lifetime, texts.updated].map((label) => ({
          label,
        })),
        rows: templates.map((template) => [
          link(`${PATH}/${template.id}`, template.name),
          template.signingAlgorithm,
          template.hasOwnKey ? texts.ownKey : texts.instanceKey,
          texts.seconds(template.lifetime),
          template.isSeeded ? badge(texts.ofSettings) : ago(template.updatedAt, now),
        ]),
        empty: texts.none,
      })}
${pager({ path: PATH, query }, { offset, shown: templates.length, all: total })}`,
    };
  });
}
