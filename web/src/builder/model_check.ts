// The server's check reads no model: a model that is installed and that no node can run is found here, before the start.
import type { ModelInfo } from '../api/models';
import type { ValidationProblem } from '../api/types';
import type { TypeTable } from '../document/ports';
import type { Doc } from '../document/types';
import { isDoubtful } from '../state/model_fit';
import { factsQuery, modelsQuery, queryClient, typesQuery } from '../state/queries';

/** The models that nodes name, with where. */
export function modelsNamed(doc: Doc, types: TypeTable): { place: string; name: string }[] {
  return doc.nodes.flatMap(({ id, type, options }) =>
    (types.get(type)?.options ?? []).filter((option) => option.type === 'model').flatMap((option) => {
      const name = options[option.name] ?? option.fallback;
      return typeof name === 'string' ? [{ place: `nodes.${id}.${option.name}`, name }] : [];
    }));
}

/** Nothing is said while it is not known. */
export async function unfitModels(doc: Doc, why: (model: ModelInfo) => Promise<string> = read): Promise<ValidationProblem[]> {
  const [types, models] = await Promise.all([queryClient.query(typesQuery), queryClient.query(modelsQuery)]);
  const named = modelsNamed(doc, new Map(types.map((type) => [type.type, type])));
  const problems = await Promise.all(named.map(async ({ place, name }) => {
    const model = models.find((each) => each.name === name);
    const message = model === undefined || !isDoubtful(model) ? '' : await why(model).catch(() => '');
    return { place, message, warning: false };
  }));
  return problems.filter(({ message }) => message !== '');
}

const read = async ({ name }: ModelInfo): Promise<string> => (await queryClient.query(factsQuery(name))).problem;
