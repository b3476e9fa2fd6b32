// Presets, with what they change.
import { fields, text } from './decode';
import { request } from './request';

export interface PresetChange {
  nodeType: string;
  option: string;
  value: string | number | boolean;
}

export interface PresetInfo {
  name: string;
  doc: string;
  changes: PresetChange[];
}

const change = (nodeType: string, option: string, value: string | number | boolean): PresetChange => ({ nodeType, option, value });

function known(name: string, doc: string, scale: number, rate: number, skip: boolean, model: string, confidence: number, quality: number, viewRate: number): PresetInfo {
  return {
    name, doc, changes: [
      change('video_input', 'resolution_scale', scale), change('video_input', 'processing_fps', rate), change('video_input', 'skip_similar', skip),
      change('model', 'model', model), change('model', 'confidence', confidence), change('model', 'fps', rate),
      change('xray_view', 'jpeg_quality', quality), change('xray_view', 'max_fps', viewRate),
    ],
  };
}

/** For servers that do not list them: those of the specification. */
export const knownPresets: PresetInfo[] = [
  known('max-fps', 'Real-time display: small frames, small model', 25, 30, true, 'yolov8n', 0.2, 40, 30),
  known('balanced', 'Good pictures at a good rate (recommended)', 50, 15, true, 'yolov8n', 0.25, 60, 15),
  known('max-accuracy', 'Quality over speed: full frames, larger model', 100, 5, false, 'yolov8m', 0.5, 85, 10),
];


function decodeChange(value: unknown): PresetChange {
  const each = fields(value);
  const is = each.value;
  return change(text(each.node_type) || text(each.type), text(each.option), typeof is === 'string' || typeof is === 'number' || typeof is === 'boolean' ? is : '');
}

export function decodePresets(value: unknown): PresetInfo[] {
  const { presets } = fields(value);
  if (!Array.isArray(presets)) return knownPresets;
  return presets.map((each) => {
    const preset = fields(each);
    const changes: unknown[] = Array.isArray(preset.changes) ? preset.changes : Array.isArray(preset.values) ? preset.values : [];
    return { name: text(preset.name), doc: text(preset.doc) || text(preset.description), changes: changes.map(decodeChange) };
  });
}

export async function fetchPresets(): Promise<PresetInfo[]> {
  return decodePresets(await request('/api/workflow-builder/presets'));
}
