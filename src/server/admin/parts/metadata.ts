import type { MetadataColumn } from '../../account/administer-user.ts';
import { ApiError } from '../../http/errors.ts';
import type { Params } from '../../http/params.ts';
import type { Html } from '../../lib/html.ts';
import { TEXTS } from '../texts.ts';
import { field, type FormState } from './form.ts';

/** What each kind of metadata is called, and who can read it. */
export function metadataTexts(kind: MetadataColumn): readonly [name: string, description: string] {
  const { public: ofAll, private: ofServers, unsafe } = TEXTS.metadata;
  return { public_metadata: ofAll, private_metadata: ofServers, unsafe_metadata: unsafe }[kind];
}

/** A text area with metadata as JSON. */
export function metadataField(
  kind: MetadataColumn,
  state: FormState,
  value: Record<string, unknown> | undefined,
): Html {
  const [name, description] = metadataTexts(kind);
  return field({
    name: kind,
    label: TEXTS.metadata.field(name),
    lines: value && Object.keys(value).length > 3 ? 12 : 6,
    isCode: true,
    isOptional: true,
    state,
    value: value && JSON.stringify(value, null, 2),
    hint: description,
  });
}

/** Reads metadata from a form. @throws {ApiError} in words when it is no JSON object */
export function readMetadata(params: Params, kind: MetadataColumn, maxBytes: number): Record<string, unknown> {
  try {
    return params.object(kind, maxBytes) ?? {};
  } catch (error) {
    const isForm = error instanceof ApiError && /^form_param_(format|type)_invalid$/.test(error.code);
    if (!isForm) throw error;
    throw new ApiError('form_param_format_invalid', { param: kind, longMessage: TEXTS.metadata.notJson });
  }
}
