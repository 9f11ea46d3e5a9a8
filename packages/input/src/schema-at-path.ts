// Looks into a schema through its definition and never imports zod itself: a command that checks no options does not load it.
import type { z } from 'zod';

type Path = readonly PropertyKey[];

/** A value and its schema; the schema is undefined where it depends on more than the path and the value. */
interface Found {
  readonly schema?: z.ZodType;
  readonly value: unknown;
}

/** What is at a path of a value, with its schema. */
export function lookUp(root: Found, path: Path): Found {
  return path.reduce<Found>(
    ({ schema, value }, key) => ({
      schema: propertyOf(unwrapped(schema, value), key),
      value: (Object(value) as Record<PropertyKey, unknown>)[key],
    }),
    { schema: root.schema, value: root.value },
  );
}

/** The keys that an object may have by its schema; none where that is unknown. */
export function keysAt(schema: z.ZodType | undefined, value: unknown): string[] {
  const def = definitionOf(unwrapped(schema, value));
  return def?.type === 'object' ? Object.keys(def.shape) : [];
}

/** The default of an omitted value; undefined where there is none. */
export function defaultOf(schema: z.ZodType | undefined): unknown {
  const def = definitionOf(schema);
  return def?.type === 'default' || def?.type === 'prefault' ? def.defaultValue : undefined;
}

const definitionOf = (schema: z.ZodType | undefined) => (schema as z.core.$ZodTypes | undefined)?._zod.def;

function propertyOf(schema: z.ZodType | undefined, key: PropertyKey): z.ZodType | undefined {
  const def = definitionOf(schema);
  switch (def?.type) {
    case 'object':
      return def.shape[String(key)] as z.ZodType | undefined;
    case 'record':
      return def.valueType as z.ZodType;
    case 'array':
      return def.element as z.ZodType;
    case 'tuple':
      return def.items[Number(key)] as z.ZodType | undefined;
    default:
      return undefined;
  }
}

/** The schema within defaults and null; of the choices of a discriminated union, the one that the value's tag selects. */
function unwrapped(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  const def = definitionOf(schema);
  switch (def?.type) {
    case 'default':
    case 'prefault':
    case 'optional':
    case 'nullable':
      return unwrapped(def.innerType as z.ZodType, value);
    case 'pipe':
      return unwrapped(def.in as z.ZodType, value);
    case 'union':
      return 'discriminator' in def ? unwrapped(choiceOf(def as z.core.$ZodDiscriminatedUnionDef, value), value) : schema;
    default:
      return schema;
  }
}

function choiceOf({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef, value: unknown): z.ZodType | undefined {
  const tag = (Object(value) as Record<string, unknown>)[discriminator];
  const choices = options as unknown as readonly z.ZodType[];
  return choices.find((choice) => propertyOf(unwrapped(choice, value), discriminator)?.safeParse(tag).success) ?? choices[0];
}
