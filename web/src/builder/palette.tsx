import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { NodeType } from '../api/node_types';
import { placeBeside } from '../document/free_place';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';
import { useNarrow } from '../ui/use_narrow';
import { nodeMime } from './canvas/canvas';
import { putNode } from './canvas/put_node';
import { CategoryIcon } from './category_icon';
import { currentDoc, useEditor } from './editor';
import { searched } from './node_search';
import { usePaletteOpen } from './use_palette_open';

/** Every node type of this build, by category. Dragged onto the canvas, or put beside what is selected. */
export function Palette({ types }: { types: readonly NodeType[] }) {
  const [open, setOpen] = usePaletteOpen();
  const narrow = useNarrow();
  const [words, setWords] = useState('');
  const groups = useMemo(() => {
    const found = searched(types, words, (type) => type);
    return [...new Set(found.map((type) => type.category))].map((category) => [category, found.filter((type) => type.category === category)] as const);
  }, [types, words]);
  if (!open) {
    return <div className="palette-closed"><IconButton className="button px-0" label={t.builder.showPalette} icon={PanelLeftOpen} onClick={() => setOpen(true)} /></div>;
  }
  return (
    <aside aria-label={t.builder.palette} className="palette border-line bg-surface">
      <header className="flex items-center gap-2 py-2 pl-3 pr-1">
        <h2 className="flex-1 font-semibold">{t.builder.palette}</h2>
        <IconButton label={t.builder.hidePalette} icon={PanelLeftClose} onClick={() => setOpen(false)} />
      </header>
      <label className="relative mx-2 mb-1 block">
        <Search size="1rem" className="absolute left-2.5 top-2.5 text-muted" aria-hidden />
        <input type="search" className="input w-full pl-8" placeholder={t.builder.paletteSearch} aria-label={t.builder.paletteSearch} value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {groups.map(([category, found]) => (
          <section key={category}>
            <h3 className="px-1 pb-1 pt-3 text-s font-medium text-muted">{category}</h3>
            <ul className="flex flex-col gap-1">{found.map((type) => <li key={type.type}><PaletteItem type={type} onAdded={() => narrow && setOpen(false)} /></li>)}</ul>
          </section>
        ))}
        {groups.length === 0 && types.length > 0 && <p className="px-1 py-3 text-muted">{t.builder.noNodeMatch}</p>}
        {types.length === 0 && <div className="mt-3 flex flex-col gap-1" aria-hidden>{[0, 1, 2, 3].map((index) => <div key={index} className="skeleton h-11" />)}</div>}
      </div>
    </aside>
  );
}

function PaletteItem({ type, onAdded }: { type: NodeType; onAdded: () => void }) {
  const add = () => {
    putNode(type.type, placeBeside(currentDoc(), useEditor.getState().selection, { x: 0, y: 0 }));
    onAdded();
  };
  return (
    <button
      type="button" draggable title={t.builder.paletteHelp} onClick={add} onDragStart={(event) => event.dataTransfer.setData(nodeMime, type.type)}
      className="flex w-full cursor-grab items-start gap-2 rounded-md border border-transparent px-2 py-1.5 text-left hover:border-line hover:bg-raised"
    >
      <CategoryIcon category={type.category} className="mt-0.5 shrink-0 text-muted" />
      <span className="min-w-0"><span className="block font-medium">{type.title}</span><span className="line-clamp-2 text-s text-muted">{type.doc}</span></span>
    </button>
  );
}
