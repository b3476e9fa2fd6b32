import { useRef } from 'react';
import { ratesOf } from '../state/history';
import { t } from '../texts';
import { useLive } from './live';

const samplesMax = 120;

/** Frames per second of the last minute; the newest at the right. The figure itself stands beside it. */
export function Sparkline({ id }: { id: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLive(() => {
    if (canvas.current !== null) draw(canvas.current, ratesOf(id));
  });
  return <canvas ref={canvas} className="h-10 w-full text-accent" role="img" aria-label={t.performance.lastMinute} />;
}

function draw(canvas: HTMLCanvasElement, rates: readonly number[]): void {
  const scale = window.devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.clearRect(0, 0, width, height);
  if (rates.length < 2) return;
  const top = Math.max(...rates, 1) * 1.15;
  const x = (index: number) => width - ((rates.length - 1 - index) / (samplesMax - 1)) * width;
  const y = (rate: number) => height - scale - (rate / top) * (height - 2 * scale);
  const colour = getComputedStyle(canvas).color;
  context.beginPath();
  rates.forEach((rate, index) => context.lineTo(x(index), y(rate)));
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * scale;
  context.lineJoin = 'round';
  context.stroke();
  context.lineTo(width, height);
  context.lineTo(x(0), height);
  context.globalAlpha = 0.14;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
}
