// Records by names that people give: without a prototype, since "constructor" is a name, too.

export function table<T>(entries: Iterable<readonly [string, T]> = []): Record<string, T> {
  const out = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) out[name] = value;
  return out;
}

export const withEntry = <T>(record: Readonly<Record<string, T>>, name: string, value: T): Record<string, T> => table([...Object.entries(record), [name, value]]);
export const without = <T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> => table(Object.entries(record).filter(([each]) => each !== name));
