import type { CreateJwtTemplateParams, PageParams, UpdateJwtTemplateParams } from './params.ts';
import type { BackendDeleted, BackendJwtTemplate, BackendPage } from './resources.ts';
import { idOf, type Send } from './send.ts';

/** The JWT templates of the instance. Those of its settings can be read only. */
export interface JwtTemplatesApi {
  /** Lists a page of the templates, those of the settings first, and counts those on all pages. */
  list(params?: PageParams): Promise<BackendPage<BackendJwtTemplate>>;
  /** Returns a template. It rejects with status 404 when there is none. */
  get(templateId: string): Promise<BackendJwtTemplate>;
  /**
   * Creates a template. It rejects with status 422 when a claim is reserved, or an expression is wrong.
   *
   * @example
   * await clerk.jwtTemplates.create({ name: 'db', claims: { role: '{{user.public_metadata.role}}' } });
   */
  create(params: CreateJwtTemplateParams): Promise<BackendJwtTemplate>;
  /** Changes a template. Tokens that were made stay as they are. */
  update(params: UpdateJwtTemplateParams): Promise<BackendJwtTemplate>;
  /** Deletes a template. Tokens that were made stay valid until they expire. */
  delete(templateId: string): Promise<BackendDeleted>;
}

export function createJwtTemplatesApi(send: Send): JwtTemplatesApi {
  const pathOf = (id: string) => `/jwt_templates/${idOf(id)}`;
  return {
    list: (params) => send({ method: 'GET', path: '/jwt_templates', query: { ...params, paginated: true } }),
    get: async (id) => send({ method: 'GET', path: pathOf(id) }),
    create: (body) => send({ method: 'POST', path: '/jwt_templates', body }),
    update: async ({ templateId, ...body }) => send({ method: 'PATCH', path: pathOf(templateId), body }),
    delete: async (id) => send({ method: 'DELETE', path: pathOf(id) }),
  };
}
