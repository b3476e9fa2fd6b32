import { useRef } from 'react';
import type { StreamStats } from '../live/stream_meter';
import type { XrayPlayer } from '../live/xray_player';
import { fps, milliseconds, rateOfBytes } from '../lib/format';
import { modelAndDeviceOf, nodesOf } from '../state/selectors';
import { useApp } from '../state/store';
import { setText } from './live';
import { usePlayerEvents } from './use_player';

const figures: { name: string; title: string; width: string; read: (stats: StreamStats) => string }[] = [
  { name: 'fps', title: 'Pictures shown per second', width: 'w-14', read: (stats) => fps(stats.fps) },
  { name: 'latency', title: 'From capture to this screen', width: 'w-14', read: (stats) => milliseconds(stats.latencyMs) },
  { name: 'detections', title: 'Detections in this picture', width: 'w-[5.25rem]', read: (stats) => detections(stats.header?.detections ?? 0) },
  { name: 'resolution', title: 'Size of this picture', width: 'w-[3.75rem]', read: ({ header }) => (header === null ? '' : `${header.width}×${header.height}`) },
  { name: 'quality', title: 'JPEG quality', width: 'w-[4.25rem]', read: ({ header }) => (header === null ? '' : `JPEG ${header.quality} %`) },
  { name: 'rate', title: 'Data received', width: 'w-[3.75rem]', read: (stats) => rateOfBytes(stats.bytesPerSecond) },
];

function detections(count: number): string {
  return `${count} ${count === 1 ? 'detection' : 'detections'}`;
}

/** What the viewer really gets. On small screens below the picture, otherwise on it. */
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
    <dl ref={line} className="stage-stats figures flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-s text-white">
      {figures.map((each) => (
        <div key={each.name} title={each.title}>
          <dt className="sr-only">{each.title}</dt>
          <dd data-figure={each.name} className={`whitespace-nowrap ${each.width}`}>–</dd>
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
    <div title="Model and the device that runs it">
      <dt className="sr-only">Model and device</dt>
      <dd>{text}</dd>
    </div>
  );
}
