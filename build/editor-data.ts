import type { Attribute, ElementShape } from './element-types.ts';
import { manifest } from './options.ts';
import type { ReferenceManifest } from './reference-pages.ts';

/**
 * Returns what editors read, by the name of its file in dist/: `web-types.json` for JetBrains' editors, which find it
 * through package.json, and the data that VS Code reads through `html.customData` and `css.customData`.
 *
 * @param elements content of custom-elements.json
 */
export function editorData(shapes: readonly ElementShape[], elements: ReferenceManifest): Record<string, unknown> {
  const properties = customProperties(elements);
  return {
    'web-types.json': webTypes(shapes, properties),
    'html-custom-data.json': {
      version: 1.1,
      tags: shapes.map(({ tag, attributes, ...shape }) => ({
        name: tag,
        description: markdown(textOf(shape)),
        attributes: attributes.map((attribute) => {
          const values = valuesOf(attribute);
          return {
            name: attribute.name,
            description: markdown(attribute.text),
            ...(values && { values: values.map((name) => ({ name })) }),
            // Their presence is their value.
            ...(attribute.type === 'boolean' && { valueSet: 'v' }),
          };
        }),
      })),
    },
    'css-custom-data.json': {
      version: 1.1,
      properties: properties.map(({ name, text }) => ({ name, description: text })),
    },
  };
}

/** The format is at https://github.com/JetBrains/web-types. */
function webTypes(shapes: readonly ElementShape[], properties: readonly CustomProperty[]) {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: 'clerk-widgets',
    version: manifest.version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: shapes.map(({ tag, attributes, properties: fields, events, slots, ...shape }) => ({
          name: tag,
          description: textOf(shape),
          attributes: attributes.map((attribute) => ({
            name: attribute.name,
            description: attribute.text,
            ...(attribute.default && { default: attribute.default }),
            value:
              attribute.type === 'boolean'
                ? { kind: 'no-value' }
                : { type: attribute.type === 'object' ? 'string' : attribute.type },
          })),
          slots: slots.map(({ name, text }) => ({ name, description: text })),
          js: {
            properties: fields.map(({ name, text }) => ({ name, description: text })),
            events: events.map(({ name, type, text }) => ({ name, description: text, type })),
          },
        })),
      },
      css: { properties: properties.map(({ name, text }) => ({ name, description: text })) },
    },
  };
}

/** Returns the few texts that an attribute may have, if it may not have any. */
function valuesOf({ type }: Attribute): string[] | undefined {
  return type.startsWith("'") ? type.split(' | ').map((text) => text.slice(1, -1)) : undefined;
}

function textOf({ summary, description }: Pick<ElementShape, 'summary' | 'description'>): string {
  return [summary, description].filter(Boolean).join('\n\n');
}

function markdown(value: string) {
  return { kind: 'markdown', value };
}

interface CustomProperty {
  name: string;
  text: string;
}

function customProperties({ modules }: ReferenceManifest): CustomProperty[] {
  const all = modules.flatMap(({ declarations }) => declarations ?? []).flatMap((each) => each.cssProperties ?? []);
  const texts = new Map(all.map(({ name, description = '' }) => [name, description]));
  return [...texts].map(([name, text]) => ({ name, text }));
}
