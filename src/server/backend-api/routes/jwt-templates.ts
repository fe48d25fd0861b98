import {
  createJwtTemplate,
  deleteJwtTemplate,
  findJwtTemplate,
  type JwtTemplateInput,
  listJwtTemplates,
  updateJwtTemplate,
} from '../../jwt-templates/manage-jwt-templates.ts';
import type { Services } from '../../services.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import type { JsonBody } from '../json-body.ts';
import { presentJwtTemplate } from '../presenters/present-jwt-template.ts';
import { Query } from '../query.ts';

const FIELDS = [
  'name',
  'claims',
  'lifetime',
  'allowed_clock_skew',
  'custom_signing_key',
  'signing_algorithm',
  'signing_key',
];

/** JWT templates: those of the settings, which can be read, and those of the database. */
export function jwtTemplateRoutes(add: AddRoute, services: Services): void {
  add('GET /v1/jwt_templates', async (c, { query: params }) => {
    const query = new Query(params, ['limit', 'offset']);
    const { templates, total } = await listJwtTemplates(services, query.page());
    const data = templates.map(presentJwtTemplate);
    return answerList(c, data, () => total);
  });

  add('POST /v1/jwt_templates', async (c, { body, now }) =>
    c.json(presentJwtTemplate(await createJwtTemplate(services, { now }, readInput(body)))),
  );

  add('GET /v1/jwt_templates/:id', async (c) => c.json(presentJwtTemplate(await findJwtTemplate(services, idOf(c)))));

  add('PATCH /v1/jwt_templates/:id', async (c, { body, now }) =>
    c.json(presentJwtTemplate(await updateJwtTemplate(services, { now }, idOf(c), readInput(body)))),
  );

  add('DELETE /v1/jwt_templates/:id', async (c, { body }) => {
    body.refuseOthers([]);
    const id = idOf(c);
    await deleteJwtTemplate(services, id);
    return c.json({ object: 'jwt_template', id, deleted: true });
  });
}

/** Reads the fields of a template. Their values are checked where those of the settings are. */
function readInput(body: JsonBody): JwtTemplateInput {
  body.refuseOthers(FIELDS);
  return {
    name: body.raw('name') ?? undefined,
    claims: body.has('claims') ? body.object('claims') : undefined,
    lifetime: body.number('lifetime'),
    allowedClockSkew: body.number('allowed_clock_skew'),
    customSigningKey: body.boolean('custom_signing_key'),
    signingAlgorithm: body.raw('signing_algorithm') ?? undefined,
    signingKey: body.raw('signing_key') ?? undefined,
  };
}
