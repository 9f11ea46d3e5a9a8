/** Settings as lines of a table: "data.manifest" for what lies in an object of the record, lists in one line. */
export function flatSettings(record: object, prefix = ''): [name: string, value: string][] {
  return Object.entries(record).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (Array.isArray(value)) return [[prefix + name, value.map(toText).join(' ')]];
    return typeof value === 'object' && value !== null ? flatSettings(value, `${prefix}${name}.`) : [[prefix + name, String(value)]];
  });
}

const toText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
