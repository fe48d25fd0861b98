import type { JsonObject } from '../../expressions/evaluate.ts';
import type { JwtTemplate } from '../../jwt-templates/jwt-templates.ts';
import { warningsOf } from '../../jwt-templates/manage-jwt-templates.ts';

/** A JWT template as the Backend API answers it. Its key is never part of an answer. */
export interface JwtTemplateJSON {
  object: 'jwt_template';
  id: string;
  name: string;
  claims: JsonObject;
  lifetime: number;
  allowed_clock_skew: number;
  custom_signing_key: boolean;
  signing_algorithm: string;
  created_at: number;
  updated_at: number;
  /** Not in Clerk's answers: what the administrator should know. Absent when there is nothing. */
  warnings?: string[];
}

export function presentJwtTemplate(template: JwtTemplate): JwtTemplateJSON {
  const warnings = warningsOf(template);
  return {
    object: 'jwt_template',
    id: template.id,
    name: template.name,
    claims: template.claims,
    lifetime: template.lifetime,
    allowed_clock_skew: template.allowedClockSkew,
    custom_signing_key: template.hasOwnKey,
    signing_algorithm: template.signingAlgorithm,
    created_at: template.createdAt,
    updated_at: template.updatedAt,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}
