import { beforeEach, expect, test } from 'vitest';
import { decodeModels } from '../api/models';
import { decodeNodeTypes } from '../api/node_types';
import { readWorkflow } from '../document/workflow_file';
import { queryClient } from '../state/queries';
import { unfitModels, wrongClasses } from './model_check';

beforeEach(() => {
  queryClient.setQueryData(['node-types'], decodeNodeTypes({ node_types: [{ type: 'model', options: [{ name: 'model', type: 'model' }, { name: 'classes', type: 'class_list' }] }, { type: 'filter', options: [{ name: 'classes', type: 'class_list' }] }] }));
  queryClient.setQueryData(['models'], decodeModels({ installed: [{ name: 'osnet' }, { name: 'yolov8n' }], catalogue: [{ name: 'yolov8n', task: 'detect' }, { name: 'far' }] }));
});

test('a model that no node can run is a problem of the option that names it', async () => {
  const asked: string[] = [];
  const why = ({ name }: { name: string }) => {
    asked.push(name);
    return Promise.resolve('its outputs are not understood');
  };
  const doc = readWorkflow({ nodes: { a: { type: 'model', model: 'osnet' }, b: { type: 'model', model: 'yolov8n' }, c: { type: 'model', model: 'far' }, d: { type: 'model' } }, edges: [] });
  expect(await unfitModels(doc, why)).toEqual([{ place: 'nodes.a.model', message: 'its outputs are not understood', warning: false }]);
  expect(asked).toEqual(['osnet']);
  expect(await unfitModels(doc, () => Promise.reject(new Error('no answer')))).toEqual([]);
});

test('a class that the model does not know is a problem of the option that names it', async () => {
  const labels = ({ name }: { name: string }) => (name === 'yolov8n' ? Promise.resolve(['person', 'car']) : Promise.reject(new Error('no answer')));
  const asking = (model: string, classes: string[]) => readWorkflow({ nodes: { a: { type: 'model', model, classes } }, edges: [] });
  expect(await wrongClasses(asking('yolov8n', ['persn', 'car', 'zebra']), labels)).toEqual([
    { place: 'nodes.a.classes', message: "The model has no class 'persn'. Did you mean 'person'?", warning: false },
    { place: 'nodes.a.classes', message: "The model has no class 'zebra'.", warning: false },
  ]);
  expect(await wrongClasses(asking('yolov8n', ['car']), labels)).toEqual([]);
  for (const unknown of ['osnet', 'far', 'nowhere']) expect(await wrongClasses(asking(unknown, ['persn']), labels)).toEqual([]);
});

test('a node behind models warns of a class that none of them knows', async () => {
  queryClient.setQueryData(['models'], decodeModels({ installed: [{ name: 'faces' }, { name: 'yolov8n' }], catalogue: [] }));
  const labels = ({ name }: { name: string }) => Promise.resolve(name === 'yolov8n' ? ['person', 'car'] : ['face']);
  const after = (models: string[], classes: string[]) => readWorkflow({
    nodes: { ...Object.fromEntries(models.map((model) => [model, { type: 'model', model }])), f: { type: 'filter', classes } },
    edges: models.map((model, index) => `${model} -> ${models[index + 1] ?? 'f'}`),
  });
  expect(await wrongClasses(after(['yolov8n'], ['prson']), labels)).toEqual([{ place: 'nodes.f.classes', message: "The model has no class 'prson'. Did you mean 'person'?", warning: true }]);
  expect(await wrongClasses(after(['yolov8n', 'faces'], ['person', 'face']), labels)).toEqual([]);
  expect(await wrongClasses(after(['yolov8n', 'nowhere'], ['prson']), labels)).toEqual([]);
  expect(await wrongClasses(after([], ['prson']), labels)).toEqual([]);
});
