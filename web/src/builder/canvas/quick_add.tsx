import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { connect } from '../../document/edits';
import { sizeOf } from '../../document/node_size';
import { fitting, judge } from '../../document/ports';
import type { Point } from '../../document/types';
import { t } from '../../texts';
import { CategoryIcon } from '../category_icon';
import { useBuilder } from '../context';
import { searched } from '../node_search';
import { edgeBetween, type HeldPort } from './connecting';
import { focusNode } from './focus_node';
import { putNode } from './put_node';

export interface QuickAddAt {
  /** In the canvas's own pixels, and in the flow. */
  screen: Point;
  flow: Point;
  held: (HeldPort & { type: string }) | null;
}

const width = 288;
/** What the list and what stands above it take at most. */
const heightMax = 376;

/** The nodes that fit, by search and arrows; Enter puts one there and joins it. */
export function QuickAdd({ at, onClose }: { at: QuickAddAt; onClose: () => void }) {
  const { types } = useBuilder();
  const [words, setWords] = useState('');
  const [marked, setMarked] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(
    () => searched(fitting(types, at.held), words, ({ type }) => type),
    [types, at.held, words],
  );
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Element && box.current?.contains(event.target) === false) onClose();
    };
    window.addEventListener('pointerdown', onPress, true);
    return () => window.removeEventListener('pointerdown', onPress, true);
  }, [onClose]);
  const add = (index: number) => {
    const choice = found[index];
    if (choice === undefined) return;
    const { held, flow } = at;
    // With its port where the edge was let go.
    const place = held === null ? flow : { x: held.side === 'input' ? flow.x - sizeOf(choice.type.type).width : flow.x, y: flow.y - 24 };
    const id = putNode(choice.type.type, place, (doc, added) => {
      if (held === null) return doc;
      const edge = edgeBetween(held, added, choice.port);
      const verdict = judge(doc, types, edge);
      return verdict.ok ? connect(doc, edge, verdict.replaced) : doc;
    });
    onClose();
    focusNode(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') add(marked);
    else if (event.key === 'ArrowDown') setMarked((marked + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setMarked((marked + found.length - 1) % Math.max(1, found.length));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = at.held === null ? t.builder.quickAdd : at.held.side === 'output' ? t.builder.quickAddFits(at.held.type) : t.builder.quickAddGives(at.held.type);
  return (
    <div ref={box} role="dialog" aria-label={title} onKeyDown={onKeyDown} className="absolute z-20 flex flex-col rounded-lg border border-line bg-surface shadow-xl"
      style={{ width, maxHeight: `min(${heightMax}px, 100% - 16px)`, left: `max(8px, min(${at.screen.x}px, 100% - ${width + 8}px))`, top: `max(8px, min(${at.screen.y}px, 100% - ${heightMax + 8}px))` }}>
      <p className="px-3 pt-2 text-s text-muted">{title}</p>
      <div className="p-2">
        <input autoFocus className="input w-full" placeholder={t.builder.paletteSearch} aria-label={t.builder.paletteSearch} role="combobox" aria-expanded aria-controls="quick-add-list"
          aria-activedescendant={found.length > 0 ? `quick-add-${marked}` : undefined} value={words} onChange={(event) => { setWords(event.target.value); setMarked(0); }} />
      </div>
      <ul id="quick-add-list" role="listbox" aria-label={title} className="quick-list min-h-0 overflow-y-auto p-1 pt-0">
        {found.map(({ type }, index) => (
          <li key={type.type} id={`quick-add-${index}`} role="option" aria-selected={index === marked} onPointerMove={() => setMarked(index)} onClick={() => add(index)}
            className={`flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 py-1 ${index === marked ? 'bg-raised' : ''}`}>
            <CategoryIcon category={type.category} className="shrink-0 text-muted" />
            <span className="min-w-0"><span className="block font-medium">{type.title}</span><span className="block truncate text-s text-muted">{type.doc}</span></span>
          </li>
        ))}
        {found.length === 0 && <li className="px-2 py-2 text-muted">{t.builder.noNodeMatch}</li>}
      </ul>
    </div>
  );
}
