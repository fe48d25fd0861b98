import type { InstanceConfig } from '../config/config.ts';
import { findTemplate, listTemplates, previewTemplate } from '../delivery/effective-template.ts';
import { suggest } from '../lib/suggest.ts';
import { type MessageType, slugsOf } from '../message-templates/message-slugs.ts';
import { type Arguments, UsageError } from './parse-args.ts';
import { tableOf } from './command-output.ts';

/**
 * Runs `clerk-widgets templates`. The settings have been checked, and with them every file of `templatesDir`.
 *
 * @param at time that previews show, in milliseconds since the epoch
 * @returns what to print
 * @throws {UsageError} for a message that does not exist
 */
export function runTemplatesCommand(
  config: InstanceConfig,
  { command, operands, flags }: Pick<Arguments, 'command' | 'operands' | 'flags'>,
  at: number,
): string {
  return command === 'templates check'
    ? check(config, at)
    : preview(config, operands[0] ?? '', flags.html === true, at);
}

function check(config: InstanceConfig, at: number): string {
  const all = (['email', 'sms'] as const).flatMap((type) => listTemplates(config, type));
  const rows = all
    .filter(({ isOwn, deliveredByApp }) => isOwn || deliveredByApp)
    .map(({ type, slug, isOwn, deliveredByApp }) => [
      `${type}/${slug}`,
      isOwn
        ? `own ${Object.keys(config.messageTemplates[type][slug]?.source ?? {}).join(', ')}`
        : 'own text of the server',
      lengthOf(config, type, slug, at),
      deliveredByApp ? 'delivered by the application' : '',
    ]);
  if (rows.length === 0) return `All ${all.length} messages have the server's own texts.\n`;
  return `${tableOf(rows)}${all.length - rows.length} other messages have the server's own texts.\n`;
}

function lengthOf(config: InstanceConfig, type: MessageType, slug: string, at: number): string {
  const shown = previewTemplate(config, type, slug, at);
  if (shown.type === 'email') return `${Buffer.byteLength(shown.html)} bytes`;
  const { segments, encoding } = shown.length;
  return `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${encoding}`;
}

function preview(config: InstanceConfig, name: string, asHtml: boolean, at: number): string {
  const [given = '', rest] = name.split('/', 2);
  const [type, slug] = rest === undefined ? ['email', given] : [given, rest];
  const found = (type === 'email' || type === 'sms') && findTemplate(config, type, slug ?? '');
  if (!found) {
    const names = (['email', 'sms'] as const).flatMap((each) => slugsOf(each).map((known) => `${each}/${known}`));
    const near = suggest(`${type}/${slug}`, names);
    throw new UsageError(
      `There is no message ${JSON.stringify(name)}. ${near ? `Did you mean ${near}?` : `Known are ${names.join(', ')}.`}`,
    );
  }
  const shown = previewTemplate(config, found.type, found.slug, at);
  if (shown.type === 'email') return asHtml ? shown.html : `Subject: ${shown.subject}\n\n${shown.text}`;
  const { segments, encoding, units } = shown.length;
  return `${shown.text}\n\n${segments} ${segments === 1 ? 'segment' : 'segments'}, ${units} characters of ${encoding}\n`;
}
