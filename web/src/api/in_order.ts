import { loadReader } from '../document/workflow_file';

/** An object has keys that are whole numbers before all others, whatever the text says. */
const wholeNumberKey = /"\d+"\s*:/;

/** A part of a JSON text, which is `read` already, with its keys in their order: as a Map where an object would change it. */
export async function partInOrder(json: string, part: string, read: unknown = JSON.parse(json)): Promise<unknown> {
  if (!wholeNumberKey.test(json)) return (read as Record<string, unknown> | null)?.[part];
  const { parse } = await loadReader();  // JSON is YAML
  const whole: unknown = parse(json, { mapAsMap: true, schema: 'json' });
  return whole instanceof Map ? whole.get(part) : undefined;
}
