// What the viewer can do. Shown at once; taken back when the server refuses.
import * as api from '../api/client';
import { demoWorkflows } from '../api/demo';
import { fetchPresets } from '../api/presets';
import { ApiError, asApiError, offeredCommand } from '../api/problem';
import type { Preset } from '../api/types';
import { fetchRecord } from '../api/workflows';
import { withChanges } from '../document/edits';
import { writeWorkflow } from '../document/workflow_file';
import { keepEqual } from '../lib/equal';
import { withEntry, without } from '../lib/table';
import { t } from '../texts';
import { forgetRates } from './history';
import { isActive, runStateOf, snapshotOf, troubleOf } from './selectors';
import { applyUpdate, applyWorkflows, dismissError, useApp, type Pending } from './store';

const lookPeriodMs = 250;
const looks = 12;

export async function refreshWorkflows(): Promise<void> {
  applyWorkflows(await api.listWorkflows());
}

/** List, states and figures at once: a page that opens shows no workflow in a state that it is not in. */
export async function refreshAll(): Promise<void> {
  const [list, statuses, performance] = await Promise.all([api.listWorkflows(), api.fetchStatuses(), api.fetchPerformance()]);
  applyUpdate({ ...statuses, performance });
  applyWorkflows(list);
}

/** The REST answers that one message of the status socket stands for. */
export async function refreshStatus(): Promise<void> {
  const [statuses, performance] = await Promise.all([api.fetchStatuses(), api.fetchPerformance()]);
  applyUpdate({ ...statuses, performance });
}

export async function refreshMachine(): Promise<void> {
  const [system, device] = await Promise.all([api.fetchSystem(), api.fetchLoadedDevices()]);
  useApp.setState((state) => ({ system: keepEqual(state.system, system), device }));
}

/** By workflow, the last change that was asked for. */
const changes = new Map<string, Promise<boolean>>();

/** A change waits for the one before it: a stop must not overtake the start that it is meant for. */
async function change(id: string, pending: Pending, request: () => Promise<void>): Promise<boolean> {
  dismissError(id);
  useApp.setState((state) => ({ pending: withEntry(state.pending, id, pending) }));
  const before = changes.get(id);
  const mine = before === undefined ? attempt(id, request) : before.then(() => attempt(id, request));
  changes.set(id, mine);
  const done = await mine;
  if (changes.get(id) === mine) {
    changes.delete(id);
    useApp.setState((state) => ({ pending: without(state.pending, id) }));
  }
  return done;
}

async function attempt(id: string, request: () => Promise<void>): Promise<boolean> {
  let done = true;
  try {
    await request();
  } catch (error) {
    done = false;
    useApp.setState((state) => ({ errors: withEntry(state.errors, id, asApiError(error)) }));
  }
  // Failing to hear the news is no failure of the change: the status socket brings them soon.
  await refreshStatus().catch(() => undefined);
  return done;
}

/** Somebody else has started it in the same moment: what was wanted. */
const unlessItRuns = (id: string) => async (error: unknown): Promise<void> => {
  if (asApiError(error).status === 409) await refreshStatus().catch(() => undefined);
  if (asApiError(error).status !== 409 || useApp.getState().statuses[id]?.state !== 'running') throw error;
};

const presetOf = (id: string): Preset | null => useApp.getState().presets[id] ?? null;

export function start(id: string, preset: Preset | null = presetOf(id)): Promise<boolean> {
  forgetRates(id);
  return change(id, 'starting', async () => {
    await api.executeWorkflow(id, preset).catch(unlessItRuns(id));
    void refreshMachine().catch(() => undefined);
  });
}

export function stop(id: string): Promise<boolean> {
  return change(id, 'stopping', () => api.stopWorkflow(id));
}

/** What could not start, with its preset, leaves alone what runs. */
export async function restart(id: string, preset: Preset | null = presetOf(id)): Promise<boolean> {
  return (await change(id, 'starting', () => checkStart(id, preset))) && (await stop(id)) && start(id, preset);
}

/** Throws ApiError with what stands in the way of a start: a model that is not there, for one. */
async function checkStart(id: string, name: Preset | null): Promise<void> {
  const [{ doc }, presets] = await Promise.all([fetchRecord(id), name === null ? [] : fetchPresets()]);
  const changes = presets.find((preset) => preset.name === name)?.changes ?? [];
  const { problems } = await api.validateWorkflow(writeWorkflow(withChanges(doc, changes)));
  const fault = problems.find((problem) => !problem.warning);
  if (fault === undefined) return;
  const runs = useApp.getState().statuses[id]?.state === 'running';
  throw new ApiError(runs ? t.run.runsOn(fault.message) : fault.message, 422, fault.place, offeredCommand(fault.message), problems);
}

export async function stopAll(): Promise<void> {
  await api.stopAllWorkflows();
  await refreshStatus();
}

/** Throws ApiError when the server refuses the document. Starting goes on after the answer. */
export async function create(document: string, andStart: boolean): Promise<string> {
  const created = await api.createWorkflow(document);
  await refreshWorkflows();
  if (andStart) void start(created.id);
  return created.id;
}

/** Makes and starts the demo; where its first source does not come up, with the next one. */
export async function createDemo(onCreated: (id: string) => void): Promise<void> {
  const [first, ...others] = demoWorkflows;
  const { id } = await api.createWorkflow(first);
  await refreshWorkflows();
  onCreated(id);
  let running = await start(id);
  for (const document of others) {
    if (!running || (await comesUp(id))) return;
    if (isActive(runStateOf(useApp.getState(), id))) await stop(id);
    await api.replaceWorkflow(id, document);
    running = await start(id);
  }
}

/** False when a started workflow fails or retries within its first seconds; true once it has a frame. */
async function comesUp(id: string): Promise<boolean> {
  for (let look = 0; look < looks; look += 1) {
    const state = useApp.getState();
    if ((snapshotOf(state, id)?.frames.in ?? 0) > 0) return true;
    const run = runStateOf(state, id);
    if (run === 'failed' || run === 'restarting' || troubleOf(state, id) !== '') return false;
    await new Promise((resolve) => setTimeout(resolve, lookPeriodMs));
    await refreshStatus();
  }
  return true;
}

export async function resetFigures(): Promise<void> {
  await api.resetPerformance();
  await refreshStatus();
}
