import { beforeEach, expect, test } from 'vitest';
import { decodeModels } from '../api/models';
import { decodeNodeTypes } from '../api/node_types';
import { readWorkflow } from '../document/workflow_file';
import { queryClient } from '../state/queries';
import { unfitModels } from './model_check';

beforeEach(() => {
  queryClient.setQueryData(['node-types'], decodeNodeTypes({ node_types: [{ type: 'model', options: [{ name: 'model', type: 'model' }] }] }));
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
