import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import * as Popover from '@radix-ui/react-popover';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchPresets, knownPresets, type PresetInfo } from '../api/presets';
import type { Preset } from '../api/types';
import type { TypeTable } from '../document/ports';
import type { Doc, Json } from '../document/types';
import { shown, titleOf } from '../forms/option_value';
import { isActive, runStateOf } from '../state/selectors';
import { choosePreset, useApp } from '../state/store';
import { t } from '../texts';
import { useBuilder } from './context';
import { docOf, useEditor } from './editor';

const titleFor = (name: string): string => t.run.presetNames[name] ?? name;

/** The preset of the next start, and exactly what it would change here. */
export function PresetMenu({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const { data: presets = knownPresets } = useQuery({ queryKey: ['presets'], queryFn: fetchPresets, retry: false, placeholderData: knownPresets, enabled: open });
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const running = useApp((state) => state.statuses[id]?.preset ?? '');
  const chosen = useApp((state) => state.presets[id] ?? '');
  const now = active ? running : chosen;
  const title = now === '' ? t.run.asWritten : titleFor(now);
  const pick = (name: string) => {
    choosePreset(id, name === '' ? null : (name as Preset));
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
          <Choice title={t.run.asWritten} text={t.run.asWrittenHelp} chosen={chosen === ''} onPick={() => pick('')} />
          {presets.map((preset) => (
            <Choice key={preset.name} title={titleFor(preset.name)} text={preset.doc} chosen={chosen === preset.name} onPick={() => pick(preset.name)}><Changes preset={preset} /></Choice>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choice({ title, text, chosen, onPick, children }: { title: string; text: string; chosen: boolean; onPick: () => void; children?: React.ReactNode }) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onPick} className={`rounded-md border px-3 py-2 text-left hover:bg-raised ${chosen ? 'border-accent' : 'border-transparent'}`}>
      <span className="block font-medium">{title}</span>
      <span className="block text-s text-muted">{text}</span>
      {children}
    </button>
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

function Changes({ preset }: { preset: PresetInfo }) {
  const { types } = useBuilder();
  const doc = useEditor(docOf);
  const changes = changesIn(doc, types, preset);
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
