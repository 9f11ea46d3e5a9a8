import { resolveOptions } from '@mmae/input';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Options of a request that read a list page by page. */
export const pageOptions = {
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const wholeNumber = z.coerce.number().int().min(0);
export const text = z.string().max(2000);
/** Ids, separated by commas. */
export const ids = z
  .string()
  .max(200_000)
  .transform((list) => list.split(',').filter((id) => id !== ''));

/** The parameters of a request, checked. Empty ones count as not given. @throws InputError */
export function parseQuery<Shape extends z.ZodRawShape>(
  { query, routeOptions }: FastifyRequest,
  shape: Shape,
): z.output<z.ZodObject<Shape>> {
  const given = Object.entries(query as Record<string, unknown>).filter(([, value]) => value !== '');
  return resolveOptions(`GET ${routeOptions.url}`, z.strictObject(shape), Object.fromEntries(given)) as z.output<z.ZodObject<Shape>>;
}

/** The body of a request, checked. @throws InputError */
export const parseBody = <Schema extends z.ZodType>({ body, routeOptions }: FastifyRequest, schema: Schema): z.output<Schema> =>
  resolveOptions(`POST ${routeOptions.url}`, schema, body ?? {});
