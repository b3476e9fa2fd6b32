// Devices: what could run a model, and what really does.
import { fields, text } from './decode';
import { request } from './request';

export interface DeviceInfo {
  kind: string;
  name: string;
  available: boolean;
  reason: string;
  isDefault: boolean;
}

export interface LoadedModel {
  model: string;
  device: string;
  precision: string;
  runtime: string;
  sessions: number;
  threads: number;
  streams: number;
  providers: { provider: string; nodes: number }[];
}

export interface Devices {
  devices: DeviceInfo[];
  loaded: LoadedModel[];
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(fields) : []);

export function decodeDevices(value: unknown): Devices {
  const answer = fields(value);
  return {
    devices: list(answer.devices).map((device) => ({
      kind: text(device.kind), name: text(device.name), available: device.available === true, reason: text(device.reason), isDefault: device.kind === answer.default,
    })),
    loaded: list(answer.loaded).map((model) => ({
      model: text(model.model).split('/').at(-1) ?? '',
      device: text(model.device), precision: text(model.precision), runtime: text(model.runtime),
      sessions: number(model.sessions), threads: number(model.threads_per_session), streams: number(model.streams),
      providers: list(model.providers).map((each) => ({ provider: text(each.provider), nodes: number(each.nodes) })),
    })),
  };
}

export async function fetchDevices(): Promise<Devices> {
  return decodeDevices(await request('/api/devices'));
}
