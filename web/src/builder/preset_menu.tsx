import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import * as Popover from '@radix-ui/react-popover';
import { useId, useState, type ReactNode } from 'react';
import type { PresetInfo } from '../api/presets';
import type { ModelInfo } from '../api/models';
import type { TypeTable } from '../document/ports';
import type { Doc, Json } from '../document/types';
import { shown, titleOf } from '../forms/option_value';
import { useModels, usePresets } from '../state/queries';
import { t } from '../texts';
import { ModelsLink } from '../ui/models_link';
import { useBuilder } from './context';
import { docOf, useEditor } from './editor';
import { pickPreset, presetTitle, usePresetChoice } from './preset_choice';

/** The preset of the next start, and exactly what it would change here. */
export function PresetMenu({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const { chosen, runs, waits } = usePresetChoice(id);
  const title = waits ? t.run.presetWaits(presetTitle(runs ?? ''), presetTitle(chosen)) : presetTitle(runs ?? chosen);
  const pick = (name: string) => {
    pickPreset(id, name);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button px-2 md:px-3">
        <SlidersHorizontal size="1rem" className="md:hidden" aria-hidden /><span className="sr-only md:hidden">{`${t.run.preset}: ${title}`}</span>
        <span className="hidden items-center gap-2 md:inline-flex"><span className="text-muted">{t.run.preset}</span>{title}<ChevronDown size="0.875rem" className="text-muted" aria-hidden /></span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content aria-label={t.run.preset} align="end" sideOffset={4} collisionPadding={8} className="z-50 flex max-w-[calc(100vw-1rem)] max-h-[var(--radix-popover-content-available-height)] w-96 flex-col gap-1 overflow-y-auto rounded-lg border border-line bg-surface p-2 shadow-xl">
          <Choices chosen={chosen} runs={runs} onPick={pick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({ chosen, runs, onPick }: { chosen: string; runs: string | null; onPick: (name: string) => void }) {
  const presets = usePresets();
  const { data: models } = useModels();
  const { types } = useBuilder();
  const doc = useEditor(docOf);
  return (
    <>
      <Choice title={presetTitle('')} text={t.run.asWrittenHelp} chosen={chosen === ''} runs={runs === ''} onPick={() => onPick('')} />
      {presets.map((preset) => (
        <Choice key={preset.name} title={presetTitle(preset.name)} text={preset.doc} chosen={chosen === preset.name} runs={runs === preset.name} missing={missingModel(doc, types, preset, models)} onPick={() => onPick(preset.name)}>
          <Changes changes={changesIn(doc, types, preset)} />
        </Choice>
      ))}
    </>
  );
}

interface ChoiceProps {
  title: string;
  text: string;
  chosen: boolean;
  /** What runs now was started with it. */
  runs: boolean;
  /** The model that it needs and that is not installed. */
  missing?: string | undefined;
  onPick: () => void;
  children?: ReactNode;
}

function Choice({ title, text, chosen, runs, missing, onPick, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className={`rounded-md border ${chosen ? 'border-accent' : 'border-transparent'}`}>
      <button type="button" aria-pressed={chosen} aria-describedby={missing === undefined ? undefined : id} disabled={missing !== undefined} onClick={onPick}
        className="w-full rounded-md px-3 py-2 text-left enabled:hover:bg-raised disabled:cursor-not-allowed disabled:text-muted">
        <span className="flex gap-2 font-medium">{title}{runs && <span className="ml-auto text-s font-normal text-running">{t.run.presetRuns}</span>}</span>
        <span className="block text-s text-muted">{text}</span>
        {children}
      </button>
      {missing !== undefined && <p id={id} className="px-3 pb-2 text-s text-warning">{t.form.modelMissing(missing)} <ModelsLink /></p>}
    </div>
  );
}

interface Change {
  node: string;
  option: string;
  before: string;
  after: string;
}

/** "camera · Resolution scale: 100 % → 25 %", for the nodes that are on the canvas, where something would change. */
function changesIn(doc: Doc, types: TypeTable, preset: PresetInfo): Change[] {
  return doc.nodes.flatMap((node) =>
    preset.changes.filter((each) => each.nodeType === node.type).map(({ option, value }) => {
      const known = types.get(node.type)?.options.find((each) => each.name === option);
      const say = (is: Json | undefined) => (known === undefined ? JSON.stringify(is ?? null) : shown(known, is));
      return { node: node.id, option, before: say(node.options[option] ?? known?.fallback ?? undefined), after: say(value) };
    }).filter((each) => each.before !== each.after));
}

/** The first model that the preset would put on the canvas and that is not installed; none while that is not known. */
function missingModel(doc: Doc, types: TypeTable, { changes }: PresetInfo, models: ModelInfo[] | undefined): string | undefined {
  const wanted = changes.filter(({ nodeType, option }) =>
    doc.nodes.some((node) => node.type === nodeType) && types.get(nodeType)?.options.find((each) => each.name === option)?.type === 'model');
  return wanted.map(({ value }) => String(value)).find((name) => models?.some((model) => model.name === name && model.installed) === false);
}

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="mt-1 text-s" aria-label={t.run.presetChanges}>
      {changes.map(({ node, option, before, after }) => (
        <li key={`${node} ${option}`} className="flex justify-between gap-3">
          <span className="min-w-0 truncate text-muted">{`${node} · ${titleOf(option)}`}</span>
          <span className="figures whitespace-nowrap">{`${before} → ${after}`}</span>
        </li>
      ))}
    </ul>
  );
}
