// The server's check reads no model: a model that is installed and that no node can run, and a class that it does not know, are found
// here, before the start.
import type { ModelInfo } from '../api/models';
import type { ValidationProblem } from '../api/types';
import type { TypeTable } from '../document/ports';
import type { Doc, DocNode } from '../document/types';
import { nodesUpTo } from '../document/upstream';
import { listOf } from '../forms/option_value';
import { nearest } from '../lib/nearest';
import { isDoubtful } from '../state/model_fit';
import { factsQuery, modelsQuery, queryClient, typesQuery } from '../state/queries';
import { t } from '../texts';

/** The models that nodes name, with where. */
export function modelsNamed(doc: Doc, types: TypeTable): { place: string; name: string }[] {
  return doc.nodes.flatMap(({ id, type, options }) =>
    (types.get(type)?.options ?? []).filter((option) => option.type === 'model').flatMap((option) => {
      const name = options[option.name] ?? option.fallback;
      return typeof name === 'string' ? [{ place: `nodes.${id}.${option.name}`, name }] : [];
    }));
}

/** Where the server does not answer, what it said last: nothing is allowed by its silence. */
async function lastKnown<T>(query: { queryKey: readonly unknown[]; queryFn: () => Promise<T>; staleTime?: number }): Promise<T> {
  try {
    return await queryClient.query<T>(query);
  } catch (error) {
    const held = queryClient.getQueryData<T>(query.queryKey);
    if (held === undefined) throw error;
    return held;
  }
}

/** Nothing is said while it is not known. */
export async function unfitModels(doc: Doc, why: (model: ModelInfo) => Promise<string> = read): Promise<ValidationProblem[]> {
  const [types, models] = await Promise.all([lastKnown(typesQuery), lastKnown(modelsQuery)]);
  const named = modelsNamed(doc, new Map(types.map((type) => [type.type, type])));
  const problems = await Promise.all(named.map(async ({ place, name }) => {
    const model = models.find((each) => each.name === name);
    const message = model === undefined || !isDoubtful(model) ? '' : await why(model).catch(() => '');
    return { place, message, warning: false };
  }));
  return problems.filter(({ message }) => message !== '');
}

/** A file may be replaced by another one of its name: an answer is not believed for ever where it forbids a start. */
const factsFreshMs = 30_000;

const facts = ({ name }: ModelInfo) => lastKnown({ ...factsQuery(name), staleTime: factsFreshMs });

const read = async (model: ModelInfo): Promise<string> => (await facts(model)).problem;

/** The models of the node itself, else of the nearest nodes before it that have one. */
function modelsFor(doc: Doc, types: TypeTable, id: string): { models: string[]; own: boolean } {
  const modelOf = ({ type, options }: DocNode) => (types.get(type)?.options ?? []).filter((option) => option.type === 'model').map((option) => options[option.name] ?? option.fallback)[0];
  const [self, ...before] = nodesUpTo(doc, id).map(modelOf);
  if (typeof self === 'string') return { models: [self], own: true };
  return { models: before.filter((model) => typeof model === 'string'), own: false };
}

/** Which classes a node asks of which models. One without a model of its own runs with a class that none before it knows, and warns. */
function classesAsked(doc: Doc, types: TypeTable): { place: string; models: string[]; classes: string[]; warning: boolean }[] {
  return doc.nodes.flatMap(({ id, type, options }) => {
    const asked = (types.get(type)?.options ?? []).filter((option) => option.type === 'class_list' && listOf(options[option.name]).length > 0);
    if (asked.length === 0) return [];
    const { models, own } = modelsFor(doc, types, id);
    return asked.map((option) => ({ place: `nodes.${id}.${option.name}`, models, classes: listOf(options[option.name]), warning: !own }));
  });
}

/** Nothing is said while it is not known. */
export async function wrongClasses(doc: Doc, labels: (model: ModelInfo) => Promise<string[]> = readLabels): Promise<ValidationProblem[]> {
  const [types, models] = await Promise.all([lastKnown(typesQuery), lastKnown(modelsQuery)]);
  const asked = classesAsked(doc, new Map(types.map((type) => [type.type, type])));
  const problems = await Promise.all(asked.map(async ({ place, models: names, classes, warning }) => {
    const found = models.filter(({ name, installed }) => names.includes(name) && installed);
    const told = await Promise.all(found.map((model) => labels(model).catch(() => [])));
    // Of a model that does not say its classes any may come.
    const known = found.length < names.length || told.some((each) => each.length === 0) ? [] : told.flat();
    const wrong = known.length === 0 ? [] : classes.filter((each) => !known.includes(each));
    return wrong.map((each) => ({ place, message: t.form.noSuchClass(each, nearest(each, known)), warning }));
  }));
  return problems.flat();
}

const readLabels = async (model: ModelInfo): Promise<string[]> => (await facts(model)).classes;
