import type { SettingPath } from '../../config/setting-table.ts';
import {
  type EffectiveTemplate,
  findTemplate,
  listTemplates,
  previewTemplate,
} from '../../delivery/effective-template.ts';
import { ApiError } from '../../http/errors.ts';
import type { MessageType } from '../../message-templates/message-slugs.ts';
import {
  type OwnTemplate,
  parseMessageTemplate,
  type TemplateProblem,
} from '../../message-templates/message-template.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall } from '../backend-context.ts';
import type { JsonBody } from '../json-body.ts';
import { presentTemplate } from '../presenters/present-template.ts';
import { Query } from '../query.ts';
import type { BackendRoute } from '../scopes.ts';
import { settingReadOnly } from '../../http/setting-read-only.ts';

/** The fields of each call that would change a template, and which setting each of them is. */
const CHANGES = {
  'PUT /v1/templates/:type/:slug': {
    subject: 'templatesDir',
    body: 'templatesDir',
    markup: 'templatesDir',
    name: 'templatesDir',
    delivered_by_clerk: 'deliveredByApp',
    from_email_name: 'smtp.from',
    reply_to_email_name: 'smtp.from',
  },
  'POST /v1/templates/:type/:slug/revert': {},
  'POST /v1/templates/:type/:slug/toggle_delivery': { delivered_by_clerk: 'deliveredByApp' },
} as const satisfies Partial<Record<BackendRoute, Readonly<Record<string, SettingPath>>>>;

/** Templates of emails and text messages. The settings name them, so the calls that would change them answer which one. */
export function templateRoutes(add: AddRoute, { config, clock }: Services): void {
  const find = (c: BackendCall): EffectiveTemplate => {
    const template = findTemplate(config, typeOf(c), c.req.param('slug') ?? '');
    if (!template) throw new ApiError('resource_not_found');
    return template;
  };

  add('GET /v1/templates/:type', (c, { query: params }) => {
    const { limit, offset } = new Query(params, ['limit', 'offset']).page();
    const all = listTemplates(config, typeOf(c));
    const data = all.slice(offset, offset + limit).map((template) => presentTemplate(template, config));
    return c.json(params.get('paginated') === 'true' ? { data, total_count: all.length } : data);
  });

  add('GET /v1/templates/:type/:slug', (c) => c.json(presentTemplate(find(c), config)));

  add('POST /v1/templates/:type/:slug/preview', (c, { body }) => {
    body.refuseOthers(['subject', 'body', 'from_email_name', 'reply_to_email_name']);
    const template = find(c);
    const { type, slug } = template;
    const preview = previewTemplate(config, type, slug, clock.now(), readDraft(body, template));
    if (preview.type === 'sms') return c.json({ body: preview.text, ...preview.length });
    return c.json({ subject: preview.subject, body: preview.html, body_plain: preview.text });
  });

  for (const [route, fields] of Object.entries(CHANGES) as [keyof typeof CHANGES, Record<string, SettingPath>][]) {
    add(route, (c, { body }) => {
      body.refuseOthers(Object.keys(fields));
      find(c);
      const given = Object.keys(fields).filter((name) => body.has(name));
      const [first = 'templatesDir', ...others] = new Set(given.map((name) => fields[name] as SettingPath));
      throw settingReadOnly(given.length === 0 && route.endsWith('delivery') ? 'deliveredByApp' : first, ...others);
    });
  }
}

/** Reads the texts to preview, which are checked as files of templates are; undefined: those that count. */
function readDraft(body: JsonBody, template: EffectiveTemplate): OwnTemplate | undefined {
  const [subject, text] = [body.raw('subject') ?? undefined, body.raw('body') ?? undefined];
  if (subject === undefined && text === undefined) return undefined;
  const isMail = template.type === 'email';
  if (!isMail && subject !== undefined) throw new ApiError('form_param_unknown', { param: 'subject' });
  const source = isMail
    ? { subject: subject ?? template.subject ?? '', html: text ?? template.body }
    : { text: text ?? template.body };
  const problems: TemplateProblem[] = [];
  const draft = parseMessageTemplate(template.type, template, source, problems);
  ApiError.throwAll(
    problems.map(({ part, line, problem, cure }) => {
      const longMessage = `Line ${line} ${problem}. ${cure}`;
      return new ApiError('form_param_value_invalid', { param: part === 'subject' ? 'subject' : 'body', longMessage });
    }),
  );
  return draft;
}

function typeOf(c: BackendCall): MessageType {
  const type = c.req.param('type');
  if (type !== 'email' && type !== 'sms') throw new ApiError('resource_not_found');
  return type;
}
