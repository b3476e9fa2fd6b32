import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { edgeFiguresOf } from '../live_figures';
import { drawnEdges, pointAt, type EdgeShape } from './edge_shape';

const framesPerSecond = 20;
const pixelsPerSecond = 90;
const dotGap = 60;

/** Dots that move where frames pass. One canvas for all edges, twenty times a second, and not at all while nothing moves. */
export function FlowLayer() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let drawn = false;
    const timer = setInterval(() => {
      if (document.hidden || canvas.current === null) return;
      const moving = [...drawnEdges.values()].filter(({ from, to }) => (edgeFiguresOf(from, to)?.rate ?? 0) > 0.05);
      if (moving.length === 0 && !drawn) return;
      drawn = moving.length > 0;
      requestAnimationFrame((now) => canvas.current !== null && draw(canvas.current, moving, store.getState().transform, now));
    }, 1000 / framesPerSecond);
    return () => clearInterval(timer);
  }, [store]);
  return <canvas ref={canvas} className="pointer-events-none absolute inset-0 z-[3] h-full w-full text-text" aria-hidden />;
}

function draw(canvas: HTMLCanvasElement, edges: { shape: EdgeShape }[], [left, top, zoom]: [number, number, number], now: number): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (context === null) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  const size = Math.max(2, 4 * zoom);
  for (const { shape } of edges) {
    const { length } = shape;
    const dots = Math.max(1, Math.round(length / dotGap));
    const phase = ((now / 1000) * pixelsPerSecond) / length;
    for (let dot = 0; dot < dots; dot += 1) {
      const { x, y } = pointAt(shape, (phase + dot / dots) % 1);
      const screenX = x * zoom + left;
      const screenY = y * zoom + top;
      if (screenX < 0 || screenY < 0 || screenX > width || screenY > height) continue;
      context.fillRect(screenX - size / 2, screenY - size / 2, size, size);
    }
  }
}
