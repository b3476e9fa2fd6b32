import { ArrowLeft, ArrowRight, Grid2x2, ScanEye } from 'lucide-react';
import { useMemo } from 'react';
import { Picture } from '../picture/picture';
import { go } from '../router/use_route';
import { useNodeTypes } from '../state/queries';
import { isActive, nameOf, nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { viewName, viewsOf } from '../state/views';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';
import { useKeys } from '../ui/use_keys';
import { useColumns } from './columns';
import { WallTile } from './wall_tile';

/** Every view that runs; a click or Enter makes one large, arrows move. */
export default function WallPage({ focus }: { focus: string }) {
  useNodeTypes();
  const key = useApp((state) => state.order.filter((id) => isActive(runStateOf(state, id))).flatMap((id) => viewsOf(nodesOf(state, id)).map((view) => `${id}:${view}`)).join(' '));
  const tiles = useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
  const columns = useColumns(tiles.length);
  const at = tiles.indexOf(focus);
  const step = (by: number) => {
    const next = tiles[(Math.max(0, at) + by + tiles.length) % Math.max(1, tiles.length)];
    if (next !== undefined) go({ page: 'wall', focus: next }, { replace: true });
  };
  useKeys({
    ArrowRight: () => (at >= 0 ? step(1) : false), ArrowLeft: () => (at >= 0 ? step(-1) : false), Escape: () => (at >= 0 ? go({ page: 'wall', focus: '' }) : false),
  });
  if (tiles.length === 0) return <Empty />;
  if (at >= 0) return <Large tile={focus} onStep={step} several={tiles.length > 1} />;
  return (
    <section aria-label={t.wall.title} className="flex h-full flex-col">
      <h1 className="sr-only">{t.wall.title}</h1>
      <ul className="wall" style={{ '--columns': columns } as React.CSSProperties}>
        {tiles.map((tile) => <WallTile key={tile} tile={tile} />)}
      </ul>
    </section>
  );
}

function Large({ tile, onStep, several }: { tile: string; onStep: (by: number) => void; several: boolean }) {
  const [id = '', view = ''] = tile.split(':');
  const name = useApp((state) => [nameOf(state, id), viewName(nodesOf(state, id), view)].filter((part) => part !== '').join(', '));
  return (
    <section className="h-full" aria-label={name}>
      <h1 className="sr-only">{name}</h1>
      <Picture key={tile} id={id} views={[view]} view={view} onView={() => undefined}>
        {several && <><IconButton label={t.wall.previous} shortcut="ArrowLeft" icon={ArrowLeft} onClick={() => onStep(-1)} /><IconButton label={t.wall.next} shortcut="ArrowRight" icon={ArrowRight} onClick={() => onStep(1)} /></>}
        <IconButton label={t.wall.back} shortcut="Escape" icon={Grid2x2} onClick={() => go({ page: 'wall', focus: '' })} />
      </Picture>
    </section>
  );
}

function Empty() {
  return (
    <section className="m-auto flex flex-col items-center gap-3 p-6 text-center">
      <ScanEye size="2rem" strokeWidth={1.25} className="text-muted" aria-hidden />
      <h1 className="text-l font-semibold">{t.wall.empty}</h1>
      <p className="text-muted">{t.wall.emptyHelp}</p>
      <a className="button" href="#/">{t.app.toHome}</a>
    </section>
  );
}
