// Resolves `@mmae/*` to its sources: adds the export condition that every package.json of the workspace carries.
export function resolve(specifier, context, nextResolve) {
  return nextResolve(specifier, { ...context, conditions: ['@mmae/source', ...context.conditions] });
}
