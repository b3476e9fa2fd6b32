// What the page fetches when it is needed, and ahead of need once a first page has come to rest: a server that is away then does not
// take parts of the page with it.
import { lazy, type ComponentType } from 'react';
import { loadReader } from './document/workflow_file';
import { fetchPart } from './lib/fetch_part';

const builder = () => import('./builder/builder_page');
const wall = () => import('./wall/wall_page');
const models = () => import('./pages/models_page');
const devices = () => import('./pages/devices_page');
const settings = () => import('./pages/settings_page');
const performancePanel = () => import('./builder/panels/performance_panel');
const logPanel = () => import('./builder/panels/log_panel');
const detectionsPanel = () => import('./builder/panels/detections_panel');
const pointsDialog = () => import('./forms/points/points_dialog');

const all = [builder, loadReader, performancePanel, logPanel, detectionsPanel, models, devices, settings, wall, pointsDialog];

function part<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(() => fetchPart(load));
}

export const BuilderPage = part(builder);
export const WallPage = part(wall);
export const ModelsPage = part(models);
export const DevicesPage = part(devices);
export const SettingsPage = part(settings);
export const PerformancePanel = part(performancePanel);
export const LogPanel = part(logPanel);
export const DetectionsPanel = part(detectionsPanel);
export const PointsDialog = part(pointsDialog);

const restMs = 2000;

/** `first`: the builder is fetched at once, while the server is still asked who is there. */
export function fetchAhead(first: boolean): void {
  if (first) builder().catch(() => undefined);
  setTimeout(() => void fetchAll(), restMs);
}

/** One after the other, so that pictures and figures do not wait behind them. */
async function fetchAll(): Promise<void> {
  for (const load of all) await fetchPart<unknown>(load).catch(() => undefined);
}
