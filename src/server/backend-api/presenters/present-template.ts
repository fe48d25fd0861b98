import type { InstanceConfig } from '../../config/config.ts';
import { senderNameOf } from '../../config/read-mail.ts';
import type { EffectiveTemplate } from '../../delivery/effective-template.ts';
import { seededId } from '../../ids.ts';
import { instanceIdOf } from '../instance-id.ts';

/** The template of an email or of a text message, as Clerk's API answers it. */
export interface TemplateJSON {
  object: 'template';
  id: string;
  instance_id: string;
  /** `user`: the operator has written a part of it. */
  resource_type: 'system' | 'user';
  template_type: 'email' | 'sms';
  name: string;
  slug: string;
  position: number;
  can_revert: boolean;
  can_delete: boolean;
  can_edit_body: boolean;
  can_toggle: boolean;
  subject: string | null;
  markup: string;
  body: string;
  available_variables: string[];
  required_variables: string[];
  from_email_name: string;
  reply_to_email_name: string;
  delivered_by_clerk: boolean;
  enabled: boolean;
  flagged_as_suspicious: boolean;
  created_at: number;
  updated_at: number;
}

/** Files have no id and no time, so the id follows from the name. Nothing of a template can be changed through the API. */
export function presentTemplate(
  { type, slug, ...template }: EffectiveTemplate,
  config: Pick<InstanceConfig, 'publishableKey' | 'smtp'>,
): TemplateJSON {
  return {
    object: 'template',
    id: seededId('tmpl', `${type}/${slug}`),
    instance_id: instanceIdOf(config),
    resource_type: template.isOwn ? 'user' : 'system',
    template_type: type,
    name: template.name,
    slug,
    position: template.position,
    can_revert: false,
    can_delete: false,
    can_edit_body: false,
    can_toggle: false,
    subject: template.subject,
    markup: '',
    body: template.body,
    available_variables: Object.keys(template.variables),
    required_variables: [...template.required],
    from_email_name: type === 'email' ? senderNameOf(config) : '',
    reply_to_email_name: '',
    delivered_by_clerk: !template.deliveredByApp,
    enabled: true,
    flagged_as_suspicious: false,
    created_at: 0,
    updated_at: 0,
  };
}
