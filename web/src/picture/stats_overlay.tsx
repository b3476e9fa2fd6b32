import { useRef } from 'react';
import { fps, milliseconds, rateOfBytes } from '../lib/format';
import type { StreamStats } from '../live/stream_meter';
import type { XrayPlayer } from '../live/xray_player';
import { modelAndDeviceOf, nodesOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { setText } from '../ui/live';
import { usePlayerEvents } from '../ui/use_player';

const figures: { name: keyof typeof t.view.titles; width: string; read: (stats: StreamStats) => string }[] = [
  { name: 'fps', width: 'w-14', read: (stats) => (stats.fpsKnown ? fps(stats.fps) : '–') },
  { name: 'latency', width: 'w-[10.5rem]', read: (stats) => t.view.latencyTimes(milliseconds(stats.latencyP50Ms), milliseconds(stats.latencyP95Ms)) },
  { name: 'paint', width: 'w-[10rem]', read: (stats) => t.view.paintTimes(milliseconds(stats.paintP50Ms), milliseconds(stats.paintP95Ms)) },
  { name: 'detections', width: 'w-[5.25rem]', read: (stats) => t.view.detections(stats.header?.detections ?? 0) },
  { name: 'resolution', width: 'w-[3.75rem]', read: ({ header }) => (header === null ? '' : `${header.width}×${header.height}`) },
  { name: 'quality', width: 'w-[4.25rem]', read: ({ header }) => (header === null ? '' : t.view.jpeg(header.quality)) },
  { name: 'rate', width: 'w-[3.75rem]', read: (stats) => rateOfBytes(stats.bytesPerSecond) },
];

/** What the viewer really gets. */
export function StatsOverlay({ id, player }: { id: string; player: XrayPlayer }) {
  const line = useRef<HTMLDListElement>(null);
  usePlayerEvents(player, ({ state }) => {
    const stats = state.stats;
    if (stats === null || line.current === null) return;
    line.current.querySelectorAll<HTMLElement>('[data-figure]').forEach((element, index) => {
      setText(element, stats.paintedAtMs === 0 ? '–' : (figures[index]?.read(stats) ?? ''));
    });
  });
  return (
    <dl ref={line} className="figures flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 px-1 text-s">
      {figures.map(({ name, width }) => (
        <div key={name} title={t.view.titles[name]}>
          <dt className="sr-only">{t.view.titles[name]}</dt>
          <dd data-figure={name} className={`whitespace-nowrap ${width}`}>–</dd>
        </div>
      ))}
      <ModelAndDevice id={id} />
    </dl>
  );
}

function ModelAndDevice({ id }: { id: string }) {
  const text = useApp((state) => {
    const { model, device } = modelAndDeviceOf(nodesOf(state, id));
    return [model, device.toUpperCase()].filter((part) => part !== '').join(' on ');
  });
  return (
    <div title={t.view.titles.model}>
      <dt className="sr-only">{t.view.titles.model}</dt>
      <dd>{text}</dd>
    </div>
  );
}
