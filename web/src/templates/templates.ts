// Workflows to begin with. The source is the sample clip until the viewer names another.
import type { Doc, DocNode, Json } from '../document/types';
import { arrange } from '../document/arrange';
import { t } from '../texts';

export interface Template {
  key: string;
  title: string;
  text: string;
  /** A document that could be stored as it is. */
  make: (source: string, model: string) => Doc;
}

type Step = [id: string, type: string, options: Record<string, Json>];

function build(name: string, steps: Step[], edges: [string, string][]): Doc {
  const nodes: DocNode[] = steps.map(([id, type, options]) => ({ id, type, options, x: Number.NaN, y: Number.NaN }));
  return arrange({ name, nodes, notes: [], rest: {}, edges: edges.map(([from, to]) => ({ from, fromPort: '', to, toPort: '' })) });
}

const camera = (source: string, more: Record<string, Json> = {}): Step => ['camera', 'video_input', { source, loop: true, ...more }];
const chain: [string, string][] = [['camera', 'detect'], ['detect', 'view']];

export function plainDoc(name: string, source: string, model: string): Doc {
  return build(name, [camera(source), ['detect', 'model', { model, confidence: 0.3 }], ['view', 'xray_view', {}]], chain);
}

function tuned(key: string, input: Record<string, Json>, model: Record<string, Json>, view: Record<string, Json>): Template {
  const [title, text] = t.templates[key] ?? [key, ''];
  return { key, title, text, make: (source, name) => build(title, [camera(source, input), ['detect', 'model', { model: name, ...model }], ['view', 'xray_view', view]], chain) };
}

const named = (key: string, make: (title: string, source: string, model: string) => Doc): Template => {
  const [title, text] = t.templates[key] ?? [key, ''];
  return { key, title, text, make: (source, model) => make(title, source, model) };
};

export const templates: Template[] = [
  named('people', (title, source, model) =>
    build(title, [camera(source), ['detect', 'model', { model, confidence: 0.3 }], ['people', 'detection_filter', { classes: ['person'] }], ['view', 'xray_view', {}]],
      [['camera', 'detect'], ['detect', 'people'], ['people', 'view']])),
  tuned('still', { skip_similar: true, processing_fps: 15 }, { confidence: 0.3 }, {}),
  named('twoModels', (title, source, model) =>
    build(title, [camera(source, { processing_fps: 10 }), ['careful', 'model', { model, confidence: 0.5 }], ['sensitive', 'model', { model, confidence: 0.2 }], ['view-careful', 'xray_view', {}], ['view-sensitive', 'xray_view', {}]],
      [['camera', 'careful'], ['camera', 'sensitive'], ['careful', 'view-careful'], ['sensitive', 'view-sensitive']])),
  named('record', (title, source, model) =>
    build(title, [camera(source), ['detect', 'model', { model, confidence: 0.3 }], ['view', 'xray_view', {}], ['file', 'file_output', { path: 'detections.jsonl' }]],
      [['camera', 'detect'], ['detect', 'view'], ['detect', 'file']])),
  tuned('fast', { resolution_scale: 25, processing_fps: 30, skip_similar: true }, { confidence: 0.2 }, { jpeg_quality: 40, max_fps: 30 }),
  tuned('balanced', { resolution_scale: 50, processing_fps: 15, skip_similar: true }, { confidence: 0.25 }, { jpeg_quality: 60, max_fps: 15 }),
  tuned('accurate', { processing_fps: 5 }, { confidence: 0.5 }, { jpeg_quality: 85, max_fps: 10 }),
];
